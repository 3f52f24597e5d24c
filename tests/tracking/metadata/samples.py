"""Files as people send them, with traces of people in them; each is made anew, by the programs' own libraries."""

import io
import zipfile

import docx
import openpyxl
import pikepdf
from openpyxl.comments import Comment
from PIL import Image, ImageCms, PngImagePlugin

NAME = "Ana Nombre"
WORD_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def gps():
    """EXIF as a telephone writes it: camera, author, place, lying on its side."""
    exif = Image.Exif()
    exif[0x010F], exif[0x013B], exif[0x0112] = "Camera of Ana", NAME, 6
    exif.get_ifd(0x8825)[1], exif.get_ifd(0x8825)[2] = "N", (13.0, 30.0, 1.5)
    return exif


def picture(image_format="JPEG", mode="RGB", size=(30, 20), **options):
    """A picture with EXIF; its left half is dark, its right half light."""
    image, out = Image.new(mode, size, 0), io.BytesIO()
    image.paste(
        Image.new(mode, (size[0] // 2, size[1]), 255 if mode in ("L", "P") else (250,) * len(mode)), (size[0] // 2, 0)
    )
    image.save(out, image_format, **{"exif": gps(), **options})
    return out.getvalue()


def noted_png():
    """A PNG with a text and a colour profile."""
    info, out = PngImagePlugin.PngInfo(), io.BytesIO()
    info.add_text("Author", NAME)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGB", (6, 4), (1, 2, 3)).save(out, "PNG", pnginfo=info, icc_profile=profile)
    return out.getvalue()


def moving(image_format):
    """A picture of two frames."""
    out, frames = io.BytesIO(), [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(out, image_format, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def changed(data, parts=None, without=()):
    """The same archive with parts put in, taken out, or passed through a function of their text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        fresh = dict(parts or {})
        for entry in old.infolist():
            change = fresh.pop(entry.filename, None)
            if entry.filename in without:
                continue
            content = old.read(entry)
            new.writestr(entry.filename, change(content.decode()) if callable(change) else change or content)
        for name, content in fresh.items():
            new.writestr(name, content)
    return out.getvalue()


def word():
    """A Word file with an author, a comment, a tracked change, a photograph and a template on somebody's disk."""
    document, out = docx.Document(), io.BytesIO()
    paragraph = document.add_paragraph("The council decided.")
    properties = document.core_properties
    properties.author = properties.last_modified_by = NAME
    properties.title = "Minutes"
    document.add_comment(paragraph.runs, text="Ask again", author=NAME, initials="AN")
    document.add_picture(io.BytesIO(picture()))
    document.save(out)
    insertion = f'<w:ins w:id="9" w:author="{NAME}" w:date="2026-03-01T00:00:00Z"><w:r><w:t>new</w:t></w:r></w:ins>'
    return changed(
        out.getvalue(),
        {
            "word/document.xml": lambda xml: xml.replace("</w:p>", f"{insertion}</w:p>", 1),
            "docProps/thumbnail.jpeg": picture(size=(8, 8)),
            "word/_rels/settings.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            'attachedTemplate" Target="file:///C:\\Users\\ana\\Normal.dotm" TargetMode="External"/></Relationships>',
            "word/settings.xml": lambda xml: xml.replace(
                "<w:zoom", '<w:attachedTemplate xmlns:r="urn:r" r:id="rId1"/><w:zoom', 1
            ),
        },
    )


def sheet():
    """An Excel file with an author, a note, a folder's name and a printer."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.properties.creator = book.properties.lastModifiedBy = NAME
    book.active["A1"], book.active["A2"] = 40, "=A1*2"
    book.active["A1"].comment = Comment(f"{NAME}:\nfrom the register", NAME)
    book.save(out)
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as archive:
        (comments,) = [name for name in archive.namelist() if "comment" in name and name.endswith(".xml")]
    path = '<x15ac:absPath xmlns:x15ac="urn:x15ac" url="C:\\Users\\ana\\"/>'
    return changed(
        out.getvalue(),
        {
            "xl/workbook.xml": lambda xml: xml.replace("<bookViews>", f"{path}<bookViews>", 1),
            "xl/worksheets/sheet1.xml": lambda xml: xml.replace(
                "</worksheet>", '<pageSetup xmlns:r="urn:r" orientation="portrait" r:id="rId7"/></worksheet>'
            ),
            "xl/printerSettings/printerSettings1.bin": b"HP of Ana",
            "xl/worksheets/_rels/sheet1.xml.rels": lambda xml: xml.replace(
                "</Relationships>",
                '<Relationship Id="rId7" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
                'printerSettings" Target="../printerSettings/printerSettings1.bin"/></Relationships>',
            ),
            comments: lambda xml: xml,
        },
    )


def text():
    """An OpenDocument text with an author, a remark, a printer, a small picture of its page and a photograph."""
    ns = 'xmlns:office="urn:o" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:m" xmlns:config="urn:c"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "meta.xml",
            f"<office:document-meta {ns}><office:meta><dc:title>Plan</dc:title><dc:creator>{NAME}</dc:creator>"
            f"<meta:initial-creator>{NAME}</meta:initial-creator></office:meta></office:document-meta>",
        )
        archive.writestr(
            "content.xml",
            f"<office:d {ns}><p>Beds<office:annotation><dc:creator>{NAME}</dc:creator><p>Why?</p>"
            "</office:annotation></p></office:d>",
        )
        archive.writestr(
            "settings.xml",
            f'<s {ns}><config:config-item config:name="PrinterName">HP of Ana</config:config-item></s>',
        )
        archive.writestr("Thumbnails/thumbnail.png", b"png")
        archive.writestr("Pictures/1.jpg", picture())
        archive.writestr(
            "META-INF/manifest.xml",
            '<m xmlns:manifest="urn:f"><manifest:file-entry manifest:full-path="Thumbnails/thumbnail.png"/>'
            '<manifest:file-entry manifest:full-path="content.xml"/></m>',
        )
    return out.getvalue()


def pdf(change=None, **save):
    """A PDF of one page; `change(pdf)` puts something in before it is saved."""
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page(page_size=(200, 100))
    document.pages[0].Contents = document.make_stream(b"BT (The council decided.) Tj ET")
    if change:
        change(document)
    document.save(out, **save)
    return out.getvalue()


def telling_pdf():
    """A PDF with an author, XMP, a script, an attached file, a remark with a name and a photograph."""

    def fill(document):
        document.docinfo["/Author"] = NAME
        with document.open_metadata() as found:
            found["dc:creator"] = [NAME]
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('hello')")
        document.attachments["list.txt"] = NAME.encode()
        remark = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=NAME, Contents="Why?"
        )
        document.pages[0].Annots = pikepdf.Array([remark])
        photo = pikepdf.Stream(document, picture())
        photo.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Filter": pikepdf.Name.DCTDecode})
        photo.update({"/Width": 30, "/Height": 20, "/BitsPerComponent": 8, "/ColorSpace": pikepdf.Name.DeviceRGB})
        document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=photo))

    return pdf(fill)

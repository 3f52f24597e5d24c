"""The look of the Word report: its styles, its numbering and the settings of the document.

Sizes are half points (w:sz) or twentieths of a point. The font is on every office computer or has a twin of the
same widths there, and it has Arabic, Cyrillic and Greek letters. Left and right mean the sides where a line starts
and ends: office programs swap them in a paragraph that runs from right to left.
"""

from string import Template

from .docx_xml import NAMESPACES
from .text import is_rtl_language, language_tag

_STYLES = Template("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles $namespaces>
<w:docDefaults>
<w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Microsoft YaHei" w:cs="Arial"/>
<w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="$tag" w:eastAsia="$tag" w:bidi="$tag"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>
<w:pPr>$turn</w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:qFormat/>
<w:pPr><w:spacing w:before="0" w:after="120" w:line="240" w:lineRule="auto"/></w:pPr>
<w:rPr><w:b/><w:bCs/><w:color w:val="1F3864"/><w:sz w:val="64"/><w:szCs w:val="64"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/><w:basedOn w:val="Normal"/><w:qFormat/>
<w:pPr><w:spacing w:after="80" w:line="240" w:lineRule="auto"/></w:pPr>
<w:rPr><w:color w:val="404040"/><w:sz w:val="30"/><w:szCs w:val="30"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="CoverState"><w:name w:val="Cover State"/>
<w:basedOn w:val="Normal"/>
<w:pPr><w:pBdr><w:top w:val="single" w:sz="48" w:space="14" w:color="1F3864"/></w:pBdr>
<w:spacing w:before="2400" w:after="360" w:line="240" w:lineRule="auto"/></w:pPr>
<w:rPr><w:color w:val="1F3864"/><w:sz w:val="36"/><w:szCs w:val="36"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="CoverFact"><w:name w:val="Cover Fact"/>
<w:basedOn w:val="Normal"/><w:pPr><w:tabs><w:tab w:val="left" w:pos="3402"/></w:tabs>
<w:spacing w:before="80" w:after="80" w:line="240" w:lineRule="auto"/><w:ind w:left="3402" w:hanging="3402"/></w:pPr>
</w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="CoverNote"><w:name w:val="Cover Note"/>
<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="360" w:after="60"/></w:pPr>
<w:rPr><w:color w:val="595959"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="CoverGap"><w:name w:val="Cover Gap"/>
<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="600" w:after="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="CoverChecksum"><w:name w:val="Cover Checksum"/>
<w:basedOn w:val="CoverNote"/><w:pPr><w:spacing w:before="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="AnnexFact"><w:name w:val="Annex Fact"/>
<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:tabs><w:tab w:val="left" w:pos="1985"/></w:tabs>
<w:spacing w:after="20" w:line="240" w:lineRule="auto"/><w:ind w:left="1985" w:hanging="1985"/></w:pPr>
</w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
<w:next w:val="NumberedParagraph"/><w:qFormat/>
<w:pPr><w:keepNext/><w:keepLines/><w:numPr><w:numId w:val="3"/></w:numPr>
<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="3" w:color="1F3864"/></w:pBdr>
<w:spacing w:before="480" w:after="180" w:line="240" w:lineRule="auto"/><w:outlineLvl w:val="0"/></w:pPr>
<w:rPr><w:b/><w:bCs/><w:color w:val="1F3864"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/>
<w:next w:val="NumberedParagraph"/><w:qFormat/>
<w:pPr><w:keepNext/><w:keepLines/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>
<w:spacing w:before="320" w:after="120" w:line="240" w:lineRule="auto"/><w:outlineLvl w:val="1"/></w:pPr>
<w:rPr><w:b/><w:bCs/><w:color w:val="1F3864"/><w:sz w:val="25"/><w:szCs w:val="25"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading3"><w:name w:val="heading 3"/><w:basedOn w:val="Normal"/>
<w:next w:val="NumberedParagraph"/><w:qFormat/>
<w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="200" w:after="80" w:line="240" w:lineRule="auto"/>
<w:outlineLvl w:val="2"/></w:pPr>
<w:rPr><w:b/><w:bCs/><w:color w:val="404040"/><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="TOCHeading"><w:name w:val="TOC Heading"/><w:basedOn w:val="Normal"/>
<w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:pageBreakBefore/>
<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="3" w:color="1F3864"/></w:pBdr>
<w:spacing w:after="180" w:line="240" w:lineRule="auto"/></w:pPr>
<w:rPr><w:b/><w:bCs/><w:color w:val="1F3864"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>
<w:pPr><w:tabs><w:tab w:val="left" w:pos="567"/><w:tab w:val="right" w:leader="dot" w:pos="9638"/></w:tabs>
<w:spacing w:before="140" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="TOC2"><w:name w:val="toc 2"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>
<w:pPr><w:tabs><w:tab w:val="left" w:pos="1134"/><w:tab w:val="right" w:leader="dot" w:pos="9638"/></w:tabs>
<w:spacing w:after="40" w:line="240" w:lineRule="auto"/><w:ind w:left="567"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="NumberedParagraph"><w:name w:val="Numbered Paragraph"/>
<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="BulletParagraph"><w:name w:val="Bullet Paragraph"/>
<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr><w:spacing w:after="60"/></w:pPr>
</w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Listing"><w:name w:val="Recommendation Numbers"/>
<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:shd w:val="clear" w:color="auto" w:fill="F2F5FA"/>
<w:spacing w:before="40" w:after="160"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/><w:basedOn w:val="Normal"/><w:qFormat/>
<w:pPr><w:keepNext/><w:spacing w:before="160" w:after="80" w:line="240" w:lineRule="auto"/></w:pPr>
<w:rPr><w:b/><w:bCs/><w:color w:val="404040"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableText"><w:name w:val="Table Text"/>
<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/></w:pPr>
<w:rPr><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableNumber"><w:name w:val="Table Number"/>
<w:basedOn w:val="TableText"/><w:pPr><w:jc w:val="right"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableHeading"><w:name w:val="Table Heading"/>
<w:basedOn w:val="TableText"/><w:pPr><w:keepNext/></w:pPr>
<w:rPr><w:b/><w:bCs/><w:color w:val="1F3864"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableHeadingNumber"><w:name w:val="Table Heading Number"/>
<w:basedOn w:val="TableHeading"/><w:pPr><w:jc w:val="right"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="SectionEnd"><w:name w:val="Section End"/>
<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="0" w:line="20" w:lineRule="exact"/></w:pPr>
<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableGap"><w:name w:val="Table Gap"/>
<w:basedOn w:val="Normal"/>
<w:pPr><w:keepNext/><w:spacing w:after="0" w:line="200" w:lineRule="exact"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/>
<w:pPr><w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="8EA9C8"/></w:pBdr>
<w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>
<w:rPr><w:color w:val="595959"/><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/>
<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="right"/></w:pPr>
<w:rPr><w:color w:val="595959"/><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
<w:name w:val="Default Paragraph Font"/></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>
<w:rPr><w:color w:val="1F4E9E"/><w:u w:val="single"/></w:rPr></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="InternalLink"><w:name w:val="Internal Link"/>
<w:rPr><w:color w:val="1F4E9E"/></w:rPr></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>
<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>
</w:tblCellMar></w:tblPr></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/>
<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>
<w:top w:val="single" w:sz="8" w:space="0" w:color="1F3864"/>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="1F3864"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="B4C3D9"/></w:tblBorders></w:tblPr></w:style>
</w:styles>""")

_NUMBERING = Template("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:numbering $namespaces>
<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="NumberedParagraph"/>
<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>
<w:pPr><w:tabs><w:tab w:val="num" w:pos="567"/></w:tabs><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="singleLevel"/>
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:pStyle w:val="BulletParagraph"/>
<w:lvlText w:val="•"/><w:lvlJc w:val="left"/>
<w:pPr><w:tabs><w:tab w:val="num" w:pos="907"/></w:tabs><w:ind w:left="907" w:hanging="340"/></w:pPr></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="3"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:pStyle w:val="Heading1"/>
<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>
<w:pPr><w:tabs><w:tab w:val="num" w:pos="567"/></w:tabs><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:pStyle w:val="Heading2"/>
<w:lvlText w:val="%2."/><w:lvlJc w:val="left"/>
<w:pPr><w:tabs><w:tab w:val="num" w:pos="567"/></w:tabs><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>
</w:numbering>""")

_SETTINGS = Template("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings $namespaces><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/><w:updateFields w:val="true"/>
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
</w:compat><w:themeFontLang w:val="$tag" w:eastAsia="$tag" w:bidi="$tag"/></w:settings>""")


def styles(language):
    """styles.xml for a report in the language (a code such as "en")."""
    return _filled(_STYLES, language)


def numbering(language):
    """numbering.xml: one running sequence of paragraphs, one kind of bullet, numbers for chapters and sections."""
    return _filled(_NUMBERING, language)


def settings(language):
    """settings.xml: fields are brought up to date when the document is opened; no compatibility mode."""
    return _filled(_SETTINGS, language)


def _filled(template, language):
    return template.substitute(
        namespaces=NAMESPACES,
        tag=language_tag(language),
        turn="<w:bidi/>" if is_rtl_language(language) else "",
    )

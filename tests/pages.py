"""What a browser does with a page: send the form on it."""

from bs4 import BeautifulSoup


def soup_of(response):
    """The page, to look things up in."""
    return BeautifulSoup(response.content, "html.parser")


def form_of(response):
    """The form on the page that saves: the one with a place to keep a draft, or with a version."""
    soup = soup_of(response)
    mark = soup.select_one("form button[name=keep_draft][value=yes]") or soup.select_one("form input[name=version]")
    return mark.find_parent("form")


def sent_by(response, **fields):
    """What a browser sends of that form: {name: value or values}, with some answers changed."""
    data, form = {}, form_of(response)
    for field in form.select("input[name], textarea[name]"):
        kind = field.get("type", "text")
        if kind in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        if kind == "checkbox":
            data.setdefault(field["name"], []).append(field.get("value", "on"))
        else:
            data[field["name"]] = field.text.removeprefix("\n") if field.name == "textarea" else field.get("value", "")
    for field in form.select("select[name]"):
        data[field["name"]] = [option.get("value", option.text) for option in field.select("option[selected]")]
    data.pop("csrfmiddlewaretoken", None)
    return data | fields

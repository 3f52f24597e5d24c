"""The description of the API as plain data for a page: per subject its addresses, parameters and fields."""


def resources(document, codes):
    """One dict for each subject, in the order of `codes`: code, title, about, list, detail, parameters, parts."""
    found = {}
    for address, methods in document["paths"].items():
        told = methods["get"]
        resource = found.setdefault(told["tags"][0], {"code": told["tags"][0], "title": told["summary"]})
        resource["about"] = told["description"]
        if "{" in address:
            resource["detail"] = address
            continue
        resource["list"] = address
        resource["parameters"] = [parameter(one) for one in told["parameters"]]
        answer = told["responses"]["200"]["content"]["application/json"]["schema"]
        rows = resolved(document, answer)["properties"]["results"]["items"]
        resource["parts"] = parts(document, rows)
    return [found[code] for code in codes]


def parameter(told):
    """A parameter of an address: name, meaning, kind and values."""
    return {"name": told["name"], "about": told.get("description", ""), **kind_of(told["schema"])}


def kind_of(schema):
    """{"kind", "values"} of a value, in the words of OpenAPI."""
    inside = schema.get("items", {})
    kind = schema.get("format") or schema.get("type") or "object"
    if schema.get("type") == "array":
        kind = f"array ({inside.get('type', 'object')})"
    values = [str(value) for value in schema.get("enum", ()) if value not in ("", None)]
    return {"kind": kind, "values": values, "least": schema.get("minimum"), "most": schema.get("maximum")}


def parts(document, reference, name=""):
    """[{"name", "fields"}] of a row and of the rows inside it, its own first."""
    own, inside = {"name": name, "fields": []}, []
    for field, schema in resolved(document, reference)["properties"].items():
        deeper = reference_in(schema)
        about = schema.get("description", "")
        own["fields"].append({"name": field, "about": about, "inside": bool(deeper), **kind_of(schema)})
        if deeper:
            inside += parts(document, deeper, field)
    return [own, *inside]


def reference_in(schema):
    """The reference to another row inside a field's schema, or None."""
    for one in (schema, schema.get("items", {}), *schema.get("allOf", ())):
        if "$ref" in one:
            return one
    return None


def resolved(document, schema):
    """The schema that a reference stands for."""
    if "$ref" not in schema:
        return schema
    return document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]

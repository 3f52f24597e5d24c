"""The course that create_site builds, from its content files: cms/content/course/."""

import json
import uuid

from cms.models import CoursePage, ModulePage
from cms.plan import HOME, Plan

COURSE = "course/course"
NAMESPACE = uuid.UUID("5f1c1f56-8a3b-4c55-9d35-2f0b53f0a2c7")  # questions keep their names in every language
PASS_SHARE = 70


def course_plans(folder):
    """The course and its modules in the order of their file names; empty where the folder holds no course."""
    keys = {f"course/{path.name.partition('.')[0]}" for path in (folder / "course").glob("*.yml")}
    if COURSE not in keys:
        return []
    modules = [Plan(key, ModulePage, COURSE) for key in sorted(keys - {COURSE})]
    return [Plan(COURSE, CoursePage, HOME, is_in_menus=True), *modules]


def module_fields(key, content):
    """The content of a module's file with its goals and its quiz as the CMS stores them; other content as it is."""
    if "quiz" not in content:
        return content
    quiz = content["quiz"]
    goals = [{"type": "goal", "value": goal} for goal in content.get("goals", [])]
    return content | {
        "goals": json.dumps(goals),
        "quiz": json.dumps([question_block(key, question) for question in quiz["questions"]]),
        "pass_share": quiz.get("pass_share", PASS_SHARE),
    }


def question_block(key, question):
    """A question of a file; its name follows from its code, the same in every language."""
    name = f"{key}/{question['code']}"
    answers = [
        {"type": "item", "id": str(uuid.uuid5(NAMESPACE, f"{name}/{number}")), "value": answer}
        for number, answer in enumerate(question["answers"])
    ]
    value = {"text": question["text"], "kind": question["kind"], "answers": answers}
    return {"type": "question", "id": str(uuid.uuid5(NAMESPACE, name)), "value": value}

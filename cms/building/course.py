"""The starter course: its content files in cms/content/course/, as the fields of its pages."""

import json
import uuid

from cms import starter
from cms.models import CoursePage, ModulePage

from .tree import HOME, Plan

FOLDER = starter.FOLDER / "course"
COURSE = "course/course"
NAMESPACE = uuid.UUID("5f1c1f56-8a3b-4c55-9d35-2f0b53f0a2c7")  # questions keep their names in every language
PASS_SHARE = 70


def course_plans():
    """The course and its modules in the order of their file names; empty where the folder holds no course."""
    keys = {f"course/{path.name.partition('.')[0]}" for path in FOLDER.glob("*.yml")}
    if COURSE not in keys:
        return []
    modules = [Plan(key, ModulePage, COURSE, read=module_fields) for key in sorted(keys - {COURSE})]
    return [Plan(COURSE, CoursePage, HOME, is_in_menus=True, read=course_fields), *modules]


def course_fields(key, language):
    """The fields of the course's page in the language; None where it has no such file."""
    return starter.read(key.rpartition("/")[2], language, FOLDER)


def module_fields(key, language):
    """The fields of a module's page in the language, goals and quiz as the CMS stores them; None without a file."""
    content = course_fields(key, language)
    if content is None or "quiz" not in content:
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

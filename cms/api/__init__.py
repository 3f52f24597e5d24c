"""The subjects of open data that the CMS tells: practices, the register, guidance, the course, as published."""

from . import findings, guidance, practices, register, surveys, words

SUBJECTS = (
    practices.Practices,
    register.Mappings,
    register.Profiles,
    register.Answers,
    findings.Lessons,
    findings.Needs,
    surveys.Surveys,
    guidance.Guidance,
    guidance.Modules,
    guidance.Standards,
    words.Questions,
    words.Areas,
    words.PresenceTypes,
    words.Natures,
    words.Counterparts,
    words.Situations,
    words.LessonTags,
)

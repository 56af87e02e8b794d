"""Answers that are files, known by opaque ids and the facts that the upload check found."""

from portal.questionnaire.answers import Files, Problem, Refused, Sent, problem
from portal.questionnaire.shape import FileFacts, Question
from portal.words import Sentence, say

DEFAULT_MOST_FILES = 1
_BYTES_IN_A_MEGABYTE = 1024 * 1024
GONE = say("This file is not here any more. Please upload it again.")
_ENDINGS = {
    "application/pdf": "PDF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WebP",
    "audio/mpeg": "MP3",
    "video/mp4": "MP4",
}


def read(question: Question, sent: Sent) -> list[str] | None:
    """The ids of the chosen files, each once, or nothing."""
    ids = list(dict.fromkeys(sent.every(question.key)))
    if any(id not in sent.files for id in ids):
        raise Refused(GONE, question.key)
    return ids or None


def write(question: Question, value: list[str], language: str) -> dict[str, list[str]]:
    """The field with the ids of the files."""
    return {question.key: list(value)}


def fits(value: object) -> bool:
    """Whether the stored answer is a list of different file ids."""
    return (
        isinstance(value, list) and all(isinstance(id, str) for id in value) and len(set(value)) == len(value)
    )


def wrong(question: Question, value: list[str], files: Files) -> list[Problem]:
    """Which files are too many, gone, of the wrong type, too large or too long."""
    most = question.limits.max_files or DEFAULT_MOST_FILES
    found = [problem(question, sentence) for id in value for sentence in wrong_file(question, files.get(id))]
    if len(value) > most:
        sentence = say(
            "The most files you can add here is {most}. Added: {count}.", most=most, count=len(value)
        )
        found.append(problem(question, sentence))
    return found


def wrong_file(question: Question, file: FileFacts | None) -> list[Sentence]:
    """What keeps one file from being accepted."""
    if file is None:
        return [GONE]
    limits, found = question.limits, []
    if limits.accept and file.media_type not in limits.accept:
        found.append(
            say(
                "{name} is not of an accepted type. Accepted: {types}.",
                name=file.name,
                types=accepted(question),
            )
        )
    if limits.max_mb is not None and file.size > limits.max_mb * _BYTES_IN_A_MEGABYTE:
        found.append(
            say(
                "{name} is larger than {most} MB. Please upload a smaller file.",
                name=file.name,
                most=limits.max_mb,
            )
        )
    if limits.max_pages is not None and (file.pages or 0) > limits.max_pages:
        found.append(_too_many_pages(file, limits.max_pages))
    return found


def lines(question: Question, value: list[str], language: str, files: Files) -> list[str | Sentence]:
    """The names of the files, one a line."""
    return [file_name(id, files) for id in value]


def file_name(id: str, files: Files) -> str | Sentence:
    """The name that the applicant gave the file, or a word when the file is gone."""
    return files[id].name if id in files else say("File not available")


def accepted(question: Question) -> str:
    """The accepted types as people call them: PDF, JPEG, PNG."""
    return ", ".join(_ENDINGS.get(media_type, media_type) for media_type in question.limits.accept)


def _too_many_pages(file: FileFacts, most: int) -> Sentence:
    return say(
        "{name} has {pages} pages. The limit is {most}; please shorten it and upload it again.",
        name=file.name,
        pages=file.pages,
        most=most,
    )

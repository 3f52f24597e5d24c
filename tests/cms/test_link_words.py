"""Links whose words say nothing are found in every language of the site; all others pass."""

import pytest
from django.core.exceptions import ValidationError

from cms.link_words import check_link_words, unclear_links


@pytest.mark.parametrize(
    "words",
    ["here", "Click here", "Read  more …", "aquí", "Leer más", "Cliquez ici", "هنا", "https://example.org/a?b=1", " "],
)
def test_words_that_say_nothing_are_refused(words):
    with pytest.raises(ValidationError) as refused:
        check_link_words(f'<p>See <a linktype="page" id="3">{words}</a>.</p>')
    assert refused.value.code == "unclear_link"


@pytest.mark.parametrize("words", ["How to read a recommendation", "here is how the shelter began", "Report of 2026"])
def test_words_that_tell_pass(words):
    check_link_words(f'<p>here, not a link. <a href="https://example.org">{words}</a></p>')


def test_each_unclear_link_is_named_as_it_reads():
    text = '<p><a href="#a"><b>Click</b> here</a> and <a href="#b">the glossary</a> and <a href="#c">more</a></p>'
    assert unclear_links(text) == ["Click here", "more"]

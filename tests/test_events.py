"""What is written of a fact can be read for ever, and proves itself."""

from program.events import Text, digest, keep_text, proves, read, write
from tests.make import enrolled, history


def test_an_event_reads_back_equal():
    (event,) = history(enrolled())
    assert read(write(event)) == event


def test_removed_words_leave_the_proof_intact():
    text = keep_text("my back hurts", "salt")
    removed = Text(digest=text.digest, salt=None, body=None)
    assert proves(text)
    assert proves(removed)
    assert not proves(text.model_copy(update={"body": "something else"}))


def test_the_digest_of_an_event_depends_on_every_field():
    (event,) = history(enrolled())
    assert digest(event) != digest(event.model_copy(update={"actor": "a-2"}))

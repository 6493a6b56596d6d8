"""An old app may always push: nothing the server answers depends on a phone's version."""

import gzip
import hashlib

import pytest

from domain.wire.messages import PushAnswer
from tests.builders.app_package import an_apk
from tests.builders.handset import Handset, a_stamped_photo
from tests.builders.pulled import pull
from tests.builders.receipts import standing

PHOTO = b"a photo"


@pytest.fixture
def _published(server, tmp_path):
    server.app_releases.publish(an_apk(tmp_path / "a.apk"), "9.9.0", oldest="9.0.0")


async def enrolled(server, client, version: str | None) -> Handset:
    """A phone that says it runs this version."""
    handset = Handset()
    code = server.accounts.issue_code("chen.jing")
    wish = {**handset.enrolment(code=code), "app_version": version}
    answer = await client.post("/api/v1/enrol", json=wish)
    assert answer.status_code == 200, answer.text
    handset.token = answer.json()["token"]
    return handset


@pytest.mark.usefixtures("_published")
@pytest.mark.parametrize("version", ["0.0.1", "", "anything at all", None])
async def test_it_enrols_pushes_uploads_and_pulls(server, client, version):
    handset = await enrolled(server, client, version or None)
    handset.open_chain()
    visit = handset.pen.open_visit("school-1")
    handset.pen.write(a_stamped_photo(PHOTO), subject=visit)
    headers = {
        **handset.headers,
        "Content-Encoding": "gzip",
        "User-Agent": f"duji/{version}",
        "X-App-Version": str(version),
    }
    body = gzip.compress(handset.delivery())
    pushed = await client.post("/api/v1/trail", content=body, headers=headers)
    answer = PushAnswer.model_validate_json(pushed.content)
    assert (len(standing(answer, handset.pen.lines)), answer.refused) == (3, ())
    address = f"/api/v1/photos/{hashlib.sha256(PHOTO).hexdigest()}"
    assert (await client.put(address, content=PHOTO, headers=handset.headers)).is_success
    book = await pull(client, handset)
    assert (book.oldest_app, len(book.visits)) == ("9.0.0", 1)

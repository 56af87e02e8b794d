"""Files in an S3-compatible store: what holds for a folder holds there."""

from collections.abc import Iterator

import boto3
import pytest
from moto.server import ThreadedMotoServer

from portal.files.storage import FileStore, StoreDamaged, open_store

BUCKET = "portal-files"


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """An empty bucket of a server of this machine; the environment names it as an operator would."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as environment:
        for name, value in {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_DEFAULT_REGION": "eu-central-1",
        }.items():
            environment.setenv(name, value)
        place = {"LocationConstraint": "eu-central-1"}
        boto3.client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration=place)
        yield BUCKET
    server.stop()


@pytest.fixture
def kept(bucket: str) -> FileStore:
    """The store at the bucket, as the settings open it."""
    return open_store(f"s3://{bucket}/files")


def test_bytes_are_known_by_their_hash_and_kept_once(bucket: str) -> None:
    kept = open_store(f"s3://{bucket}/alone")
    first, again = kept.keep(b"a letter"), kept.keep(b"a letter")
    assert (first, list(kept.addresses()), kept.open_bytes(first)) == (again, [first], b"a letter")
    assert (kept.exists(first), kept.exists("0" * 64)) == (True, False)


def test_bytes_that_were_changed_behind_its_back_are_not_given_out(kept: FileStore, bucket: str) -> None:
    address = kept.keep(b"as it was signed")
    key = f"files/{address[:2]}/{address}"
    boto3.client("s3").put_object(Bucket=bucket, Key=key, Body=b"as it was not")
    with pytest.raises(StoreDamaged):
        kept.open_bytes(address)


def test_bytes_that_are_gone_are_missed_with_a_sentence(kept: FileStore) -> None:
    with pytest.raises(StoreDamaged, match="can’t be read at the moment"):
        kept.open_bytes("0" * 64)

"""Pictures and sounds are served with care; nothing else under or outside the folder is."""

from __future__ import annotations

import pytest


@pytest.fixture
def folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "media" / "products").mkdir(parents=True)
    (tmp_path / "media" / "products" / "cup.webp").write_bytes(b"RIFF")
    (tmp_path / "media" / "page.html").write_text("<script>alert(1)</script>")
    (tmp_path / "media" / "drawing.svg").write_text("<svg onload='alert(1)'/>")
    (tmp_path / "secret.webp").write_bytes(b"secret")
    return tmp_path


def test_a_picture(client, folder):
    response = client.get("/media/products/cup.webp")
    assert b"".join(response.streaming_content) == b"RIFF"
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=86400"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    again = client.get(
        "/media/products/cup.webp", headers={"If-Modified-Since": response["Last-Modified"]}
    )
    assert again.status_code == 304


OTHERS = (
    "page.html", "drawing.svg", "none.webp", "products", "../secret.webp", "%2e%2e/secret.webp",
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("path", OTHERS)
def test_nothing_else(client, folder, path):
    assert client.get(f"/media/{path}").status_code == 404

"""Nobody without a session gets further than sign-in, help and health."""

import hashlib
import re
from base64 import b64encode
from pathlib import Path

import pytest
from starlette.websockets import WebSocketDisconnect
from streamlit.web.server.app_discovery import discover_asgi_app

from program.service.accounts import OPERATOR, close_account, set_password, token_hash
from program.service.erasing import erase
from program.service.running import get_clinic
from program.ui.pages import PAGES, paths
from program.ui.parts.look import asset, sheet
from program.web.guard import COOKIE
from program.web.look import address
from tests.web import HERE, PASSWORD, Clock, clinic_open, come_in, look_at, somebody, stream

OPEN = {
    "/login", "/help", "/healthz", "/plain.css", "/icon.svg",
    "/session/login", "/session/pick", "/session/logout",
}  # fmt: skip


@pytest.fixture
def client():
    with clinic_open() as client:
        yield client


def every_address(client) -> set[str]:
    """Each route of the app and of the framework, its places filled, and each page."""
    routes = {getattr(route, "path", "") for route in client.app._starlette_app.routes}
    filled = {
        path.replace("{path:path}", "a/b").replace("{file_id:path}", "a.png") for path in routes
    }
    for place in ("{name}", "{session_id}", "{file_id}"):
        filled = {path.replace(place, "x") for path in filled}
    pages = {page for role in paths().values() for page in role}
    return {path or "/" for path in filled | pages} | {
        "/unknown",
        "/a/b/c",
        "//",
        "/index.html",
    }


def title(role: str) -> str:
    """The browser's title on the page a role starts on."""
    return f"{PAGES[role][0].title if PAGES[role] else 'Welcome'} · Cairn"


def test_streamlit_finds_the_app_and_does_not_run_the_file_as_a_page():
    assert discover_asgi_app(Path("app.py")).is_asgi_app


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "HEAD"])
def test_without_a_session_every_address_leads_to_sign_in_or_nowhere(client, method):
    addresses = every_address(client)
    assert len(addresses) > 20
    for path in addresses - OPEN:
        if path.startswith(("/app/static/", "/static/")):
            continue
        answer = client.request(method, path, headers=HERE)
        where = answer.headers.get("location", "")
        assert answer.status_code in (401, 404) or where.startswith("/login"), path
        assert "<script" not in answer.text, path


def test_without_a_session_the_websocket_stays_shut(client):
    with pytest.raises(WebSocketDisconnect), stream(client):
        pass


def test_made_up_identity_headers_open_nothing(client):
    claimed = {"x-app-user": "a", "x-app-role": "admin", "x-app-sid": "b", "X-App-Sid": "c"}
    assert client.get("/", headers=claimed).headers["location"] == "/login"
    with pytest.raises(WebSocketDisconnect), stream(client, **claimed):
        pass


def test_made_up_identity_headers_beside_a_session_change_nothing(client):
    somebody()
    come_in(client)
    with stream(client, **{"x-app-role": "therapist"}) as socket:
        assert title("patient") in look_at(socket)


def test_made_up_cookies_open_nothing(client):
    for value in ("x", "a" * 5000, 'x"; ,=', "%00"):
        client.cookies.clear()
        answer = client.get("/", headers={"cookie": f"{COOKIE}={value}"})
        assert answer.headers["location"] == "/login"


def test_a_page_of_another_role_is_no_page(client):
    somebody("tea", "therapist", "Tea")
    come_in(client, "tea")
    assert client.get("/").status_code == 200
    theirs = {p for role in paths().values() for p in role} - paths()["therapist"]
    for path in theirs | {"/unknown"}:
        assert client.get(path).status_code == 404


def test_the_socket_runs_no_page_of_another_role(client):
    for role in ("patient", "therapist", "researcher", "admin"):
        somebody(role, role, role)
        client.cookies.clear()
        come_in(client, role)
        others = {p.url_path: p.title for r in PAGES if r != role for p in PAGES[r]}
        for url_path in others.keys() - {p.url_path for p in PAGES[role]}:
            with stream(client) as socket:
                seen = look_at(socket, url_path)
            assert title(role) in seen
            assert f"{others[url_path]} · Cairn" not in seen


def test_each_role_starts_on_its_own_page(client):
    for role in PAGES.keys() - {"engine"}:
        somebody(role, role, role)
        client.cookies.clear()
        come_in(client, role)
        with stream(client) as socket:
            assert title(role) in look_at(socket)


def test_a_socket_from_another_site_is_refused_before_the_framework_sees_it(client):
    somebody()
    come_in(client)
    for origin in ("https://evil.example", "null", "http://testserver.evil.example"):
        with pytest.raises(WebSocketDisconnect), stream(client, origin=origin):
            pass


@pytest.mark.parametrize(
    "said",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}],
)
def test_a_form_on_another_site_does_nothing(client, said):
    somebody()
    given = {"login": "ana", "password": "stones by the river"}
    assert client.post("/session/login", data=given, headers=said).status_code == 403
    come_in(client)
    assert client.post("/session/logout", headers=said).status_code == 403
    assert client.get("/").status_code == 200


def test_what_the_framework_would_tell_the_world_stays_closed_to_everyone(client):
    somebody()
    come_in(client)
    for path in (
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/auth/login",
        "/oauth2callback",
    ):
        assert client.get(path).status_code == 404


def test_an_ended_session_is_over_at_once(client):
    somebody()
    come_in(client)
    token = client.cookies[COOKIE]
    answer = client.post("/session/logout", headers=HERE)
    assert answer.headers["location"] == "/login"
    again = client.get("/", headers={"cookie": f"{COOKIE}={token}"})
    assert again.headers["location"] == "/login"


def test_an_open_page_shows_nothing_more_once_its_session_has_ended(client):
    somebody()
    come_in(client)
    with stream(client) as socket:
        assert title("patient") in look_at(socket)
        client.post("/session/logout", headers=HERE)
        seen = look_at(socket)
        assert title("patient") not in seen
        assert "You are signed out now" in seen


def test_an_open_page_learns_that_its_session_is_over_or_is_another_ones(client):
    somebody("ana")
    somebody("ben")
    come_in(client, "ana")
    of_ana = f"/here?session={token_hash(client.cookies[COOKIE])[:32]}"
    assert client.get(of_ana).status_code == 204
    assert client.get("/here").status_code == 401
    come_in(client, "ben")
    assert client.get(of_ana).status_code == 401
    client.post("/session/logout", headers=HERE)
    assert client.get(of_ana).headers["location"].startswith("/login")


def test_a_session_ends_when_its_hours_are_over():
    clock = Clock()
    with clinic_open(clock, session_hours=2) as client:
        somebody()
        come_in(client)
        clock.pass_by(minutes=119)
        assert client.get("/").status_code == 200
        clock.pass_by(minutes=1)
        assert client.get("/").headers["location"] == "/login"


def test_whose_session_ended_by_itself_is_told_so_where_they_sign_in_again():
    clock = Clock()
    told = "You have been signed out, to keep your record safe. Nothing you saved is lost"
    with clinic_open(clock, session_hours=2) as client:
        somebody()
        assert told not in client.get("/login").text
        stays = come_in(client).headers["set-cookie"].lower().split("max-age=")[1]
        assert int(stays.split(";")[0]) > 2 * 3600
        assert told not in client.get("/login").text
        clock.pass_by(minutes=120)
        assert told in client.get("/login").text
        come_in(client)
        client.post("/session/logout", headers=HERE)
        assert told not in client.get("/login").text


def test_who_was_removed_is_not_told_that_anything_of_theirs_is_kept(client):
    somebody()
    come_in(client)
    with stream(client) as socket:
        erase(get_clinic(), OPERATOR, "ana")
        for seen in (look_at(socket), client.get("/login").text):
            assert "signed out" in seen
            assert "kept" not in seen


def test_an_account_that_was_closed_is_out_at_once(client):
    account = somebody()
    come_in(client)
    closed = account.model_copy(update={"active": False})
    get_clinic().stores.accounts.put(closed)
    assert client.get("/").headers["location"] == "/login"
    assert come_in(client).status_code == 401


def test_a_new_password_or_a_closed_account_ends_what_was_open_for_good(client):
    login = somebody().login
    for change in (
        lambda: set_password(get_clinic(), OPERATOR, login, "a-quite-new-password"),
        lambda: close_account(get_clinic(), OPERATOR, login),
    ):
        set_password(get_clinic(), OPERATOR, login, PASSWORD)
        come_in(client)
        assert client.get("/").status_code == 200
        change()
        set_password(get_clinic(), OPERATOR, login, PASSWORD)
        assert client.get("/").headers["location"] == "/login"


def test_every_answer_carries_the_security_headers(client):
    somebody()
    answers = [client.get(path) for path in every_address(client)]
    come_in(client)
    answers += [client.get(path) for path in every_address(client)]
    answers += [client.post("/session/login", content=b"x" * 20_000, headers=HERE)]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"


def test_the_policy_allows_exactly_the_inline_script_of_the_page_that_is_served(client):
    somebody()
    come_in(client)
    page = client.get("/")
    inline = re.findall(r"<script>(.*?)</script>", page.text, re.DOTALL)
    assert len(inline) == 1
    value = b64encode(hashlib.sha256(inline[0].encode()).digest()).decode()
    assert f"'sha256-{value}'" in page.headers["content-security-policy"]


def test_the_page_speaks_the_readers_language_and_bears_our_name(client):
    somebody()
    come_in(client)
    page = client.get("/", headers={"accept-language": "xx, en;q=0.5"}).text
    assert '<html lang="en">' in page
    assert "<title>Cairn</title>" in page
    assert "Streamlit app" not in page
    assert 'href="/help"' in page


def test_scripts_come_compressed_and_may_be_kept(client):
    somebody()
    come_in(client)
    script = re.search(r"/static/js/index\.[\w-]+\.js", client.get("/").text)[0]
    answer = client.get(script)
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    plain = client.get(script, headers={"accept-encoding": "identity"})
    assert plain.content == answer.content
    assert client.get("/static/../../../app.py").status_code in (400, 404)


@pytest.mark.parametrize("role", ["patient", "therapist", "admin"])
def test_the_look_of_a_role_is_loaded_with_the_page_and_may_be_kept(client, role):
    somebody(role=role)
    come_in(client)
    links = re.findall(r'(?:href|src)="(/look-[^"]+)"', client.get("/").text)
    style, script = (client.get(link) for link in links)
    assert (style.text, script.text) == (sheet(role), asset("look.js"))
    assert style.headers["content-type"].startswith("text/css")
    assert script.headers["content-type"].startswith("text/javascript")
    for answer in (style, script):
        assert answer.headers["content-encoding"] == "gzip"
        assert "immutable" in answer.headers["cache-control"]


def test_a_style_sheet_that_changed_has_another_address():
    assert address("p {}", "css") != address("p { margin: 0 }", "css")


def test_requests_that_are_too_large_or_of_no_known_length_are_refused(client):
    assert client.post("/session/login", content=b"x" * 20_000, headers=HERE).status_code == 413
    endless = iter([b"x"])
    assert client.post("/session/login", content=endless, headers=HERE).status_code == 411


def test_health_says_how_it_goes_without_details(client):
    assert client.get("/healthz").json() == {"alive": True, "store": True, "content": True}

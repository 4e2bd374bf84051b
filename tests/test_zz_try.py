from tests.support.newsroom import *
def test_try(client, desk, people):
    client.get("/"); client.get("/dashboard"); client.get("/methodology")
    doc = add_document(desk, people, "Before this there was much talk. The bridge cost two million. And it went on for long after that sentence.\n\nNext.", licensed=True)
    c = published_claim(desk, people, document_id=doc, quote="The bridge cost two million.", public_note="a note\nof two lines")
    print(client.get(c.path).text)
    c = corrected(desk, people, c, rating="half-true")
    for p in ("/", c.path, "/search?q=bridges", "/dashboard", "/methodology", "/claimants/mayor-example", "/topics/bridges", "/embed/claims/"+c.public_id, "/embed/claims/xx", "/dashboard/verdicts.csv","/dashboard/verdicts.csv?table=time", "/robots.txt"):
        a = client.get(p); print(p, a.status_code, len(a.data), a.headers.get("ETag"), a.headers["Cache-Control"])
        assert a.status_code in (200, 404)
        if a.status_code==200: assert client.get(p, headers={"If-None-Match": a.headers["ETag"]}).status_code == 304

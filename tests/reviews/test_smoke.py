import pytest
from django.test import Client
from haizhi.regulation.roles import Role
from tests.reviews import factories as f
from haizhi.reviews.models import *

def show(c, url):
    r=c.get(url); print(r.status_code,url)
    if r.status_code!=200: print(r.content.decode()[:600])
    return r

def test_pages(sign_in):
    s=f.prepared()
    office=sign_in(Role.OFFICE_CLERK); sup=sign_in(Role.SUPERVISOR)
    def everyone(s):
        for who,c in (("office",office),("sup",sup),("party",sign_in(Role.PARTY_RECORDER))):
            for u in ("", "seats/","ceremony/","recusals/","result/"):
                show(c,f"/reviews/{s.code}/{u}")
    show(office,"/reviews/"); show(office,"/reviews/new/"); show(office,f"/reviews/{s.code}/enlist/"); show(office,f"/reviews/{s.code}/set_rules/")
    show(office,"/experts/"); show(office,"/experts/new/"); show(office,"/experts/"+Expert.objects.first().code+"/")
    everyone(s)
    f.acts.freeze(s,by=f.CLERK,at=f.NOW); f.acts.confirm_freeze(s,by=f.SUPERVISOR,at=f.NOW); f.draw(s)
    for _,by in f.seated(s): f.acts.pledge(s,by=by,at=f.NOW)
    f.acts.open_hearing(s,by=f.CLERK,at=f.HELD)
    t=f.scoring(s)
    everyone(s)
    j=sign_in(s.seats.first().person)
    show(j,"/reviews/desk/"); show(j,"/reviews/"); show(j,s.get_absolute_url()); show(j,t.get_absolute_url())
    sh=t.sheets.get(seat=s.seats.first())
    show(j,sh.get_absolute_url()); show(j,sh.get_absolute_url()+"lock/")
    u=sign_in(Role.SIGNATORY,t.application.unit)
    show(u,s.get_absolute_url()); show(u,t.get_absolute_url()); show(u,f"/reviews/{s.code}/recusals/"); show(u,t.get_absolute_url()+"request/")
    f.lock_all(t); f.acts.announce(t,by=f.CLERK,at=f.HELD)
    show(office,t.get_absolute_url()); show(sup,t.get_absolute_url()); show(j,sh.get_absolute_url()); show(sup,sh.get_absolute_url())
    f.announced(s); f.acts.close(s,by=f.CLERK,at=f.HELD)
    everyone(s)
    f.acts.confirm_close(s,by=f.SUPERVISOR,at=f.HELD)
    everyone(s); show(u,f"/reviews/{s.code}/result/")

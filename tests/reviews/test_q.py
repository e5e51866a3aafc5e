import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from haizhi.regulation.roles import Role
from tests.reviews import factories as f
from haizhi.reviews.models import *

def test_q(sign_in):
    s=f.prepared(units=5)
    office=sign_in(Role.OFFICE_CLERK); sup=sign_in(Role.SUPERVISOR)
    def n(c,u,show=False):
        with CaptureQueriesContext(connection,) as q: r=c.get(u)
        print(r.status_code,len(q),u)
        if show:
            for x in q: print("   ",x["sql"][:170])
    n(office,"/reviews/"); n(office,"/reviews/",True)
    n(office,s.get_absolute_url(),True); n(office,f"/reviews/{s.code}/ceremony/",True); n(office,f"/reviews/{s.code}/recusals/"); n(office,f"/reviews/{s.code}/seats/"); n(office,f"/reviews/{s.code}/enlist/")
    f.acts.freeze(s,by=f.CLERK,at=f.NOW); f.acts.confirm_freeze(s,by=f.SUPERVISOR,at=f.NOW); f.draw(s)
    for _,by in f.seated(s): f.acts.pledge(s,by=by,at=f.NOW)
    f.acts.open_hearing(s,by=f.CLERK,at=f.HELD)
    t=f.scoring(s); j=sign_in(s.seats.first().person); sh=t.sheets.get(seat=s.seats.first())
    n(j,"/reviews/desk/"); n(j,sh.get_absolute_url(),True); n(j,s.get_absolute_url()); n(j,t.get_absolute_url())
    n(office,s.get_absolute_url()); n(office,f"/reviews/{s.code}/ceremony/"); n(office,t.get_absolute_url(),True)
    f.lock_all(t); f.acts.announce(t,by=f.CLERK,at=f.HELD)
    n(sup,t.get_absolute_url(),True)
    for _ in range(4): f.announced(s)
    f.acts.close(s,by=f.CLERK,at=f.HELD)
    n(sup,f"/reviews/{s.code}/result/",True)
    f.acts.confirm_close(s,by=f.SUPERVISOR,at=f.HELD); n(sup,f"/reviews/{s.code}/result/"); n(sup,s.get_absolute_url())

"""Who may open which address: one row for each address and kind of thing behind it, one column for each role.

`GRID` says what a GET answers, `POSTS` who may write by a POST that is no act (acts follow the table of moves).
A cell is what the role gets for its own thing (its unit's, its district's, its own seat's) and for another's; for
roles of the whole city both are the same to them. One cell stands for every role, two for the public and everybody
who signed in.

    a   opens it                            l   is led to sign in
    o   opens its own; another's is 404     m   405: it is there for POST alone
    -   404                                 >   is led elsewhere
    x   403                                 r   is led from its own to the case page; another's is 404
    f   403 for its own; another's is 404    d   opens its own; another's is 403

Behind the verbs of acts stands, to whoever sees the thing, a page that says who does it: no form, unless it is they.
Lists and searches open with what the role may see, which may be nothing.
"""

from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse

from haizhi.regulation.roles import Role
from tests.authorization.walking import address

ROLES = {
    "pub": None,
    "dft": Role.DRAFTER,
    "sgn": Role.SIGNATORY,
    "stn": Role.STATION_CLERK,
    "dcl": Role.DISTRICT_CLERK,
    "dhd": Role.DISTRICT_HEAD,
    "ocl": Role.OFFICE_CLERK,
    "ohd": Role.OFFICE_HEAD,
    "jdg": Role.JUDGE,
    "spv": Role.SUPERVISOR,
    "pty": Role.PARTY_RECORDER,
    "asc": Role.ASSOCIATION_SIGNER,
    "bur": Role.BUREAU_SIGNER,
    "sys": Role.SYSTEM_ADMIN,
    "sec": Role.SECURITY_ADMIN,
    "aud": Role.AUDITOR,
}
"""The columns by their short names; the public is whoever did not sign in."""

GRID = """
public pages                                             pub dft sgn stn dcl dhd ocl ohd jdg spv pty asc bur sys sec aud
  portal:home                 -                            a
  portal:health               -                            a
  portal:calls                -                            a
  portal:call                 call                         a
  portal:call                 call-draft                   -
  portal:call_preview         call-draft                   l   -   -   -   -   -   a   a   -   a   -   -   -   -   -   a
  portal:call_preview         call                         l   >
  portal:call_form_pdf        call                         a
  portal:call_form_pdf        call-draft                   -
  portal:call_form_docx       call                         a
  portal:call_form_docx       call-draft                   -
  portal:academicians         -                            a
  portal:publicities          -                            a
  portal:publicity            publicity                    a
  portal:publicity            publicity-prepared           -
  portal:publicity_pdf        publicity                    a
  portal:publicity_pdf        publicity-prepared           -
  portal:publicity_docx       publicity                    a
  portal:publicity_docx       publicity-prepared           -
  portal:documents            -                            a
  portal:document             document                     a
  portal:document             document-drafted             -
  portal:document_pdf         document                     a
  portal:document_pdf         document-drafted             -
  portal:document_docx        document                     a
  portal:revocation           revocation-public            a
  portal:revocation           revocation                   -
  portal:revocation_pdf       revocation-public            a
  portal:revocation_docx      revocation-public            a
  portal:stations             -                            a
  portal:station              station                      a
  portal:map                  -                            a
  portal:ended_stations       -                            a
  portal:assessments          -                            a
  portal:assessment           assessment-published         a
  portal:assessment           assessment                   -
  portal:assessment_bundle    assessment-published         -
  portal:articles             -                            a
  portal:procedure            -                            a
  portal:accessibility        -                            a
  portal:verification         -                            a
  portal:log                  -                            a
  portal:checkpoint           checkpoint                   a
  portal:key                  -                            a
  portal:verifier             -                            a
  portal:checkpoints          -                            a
  portal:sessions             -                            a
  portal:session              session-hearing              a
  portal:bundle               session-hearing              -
  portal:lots                 -                            a
  portal:lot                  lot                          -
  portal:lot                  lot-opened                   a
  portal:lot_bundle           lot                          -
  portal:lot_bundle           lot-opened                   a
  portal:robots               -                            a
  portal:sitemap              -                            a
  portal:opensearch           -                            a
  portal:contact              -                            a
  portal:open_data            -                            a
  portal:statistics           -                            a
  portal:notices              -                            a
  portal:feed                 -                            a
  portal:feed_of              /call                        a
  portal:station_picture      station                      -
  portal:station_photo        station                      a
  open_data:calls             -                            a
  open_data:notices           -                            a
  open_data:publicities       -                            a
  open_data:documents         -                            a
  open_data:stations          -                            a
  open_data:sessions          -                            a
  open_data:bodies            -                            a
  open_data:figures           -                            a
  open_data:calls_csv         -                            a
  open_data:publicities_csv   -                            a
  open_data:documents_csv     -                            a
  open_data:stations_csv      -                            a
  open_data:sessions_csv      -                            a
  open_data:notices_csv       -                            a
  open_data:bodies_csv        -                            a
  open_data:openapi           -                            a
  open_data:call              call                         a
  open_data:call              call-draft                   -
  open_data:publicity         publicity                    a
  open_data:publicity         publicity-prepared           -
  open_data:document          document                     a
  open_data:document          document-drafted             -
  open_data:station           station                      a
  open_data:session           session-hearing              a
  open_data:nothing           /nothing                     -
  decisions:object            publicity                    a
  decisions:object            publicity-prepared           -
  decisions:report            -                            a
  decisions:follow            -                            a
  decisions:add               -                            m

entrance and one's own account                           pub dft sgn stn dcl dhd ocl ohd jdg spv pty asc bur sys sec aud
  account_login               -                            a   >
  account_logout              -                            >   a
  account_inactive            -                            a
  accounts:register           -                            a   >
  accounts:join               -                            a
  accounts:invited            invitation-link              a
  accounts:reset              reset-link                   a
  accounts:profile            -                            l   a
  accounts:password           -                            l   a
  accounts:keys               -                            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   x
  accounts:make_key           -                            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   x
  accounts:register_key       -                            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   x
  accounts:key_challenge      -                            m
  accounts:key                key                          l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  accounts:key_act            key/retire                   l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a

desk and notices                                         pub dft sgn stn dcl dhd ocl ohd jdg spv pty asc bur sys sec aud
  desk:home                   -                            >
  desk:todo                   -                            l   a
  desk:done                   -                            l   a
  desk:search                 -                            l   a
  desk:save_filter            -                            l   m
  desk:drop_filter            saved-filter                 l   m
  desk:ledger                 -                            l   x   x   x   x   x   a   a   x   a   x   x   x   a   a   a
  desk:calendar               -                            l   a
  desk:subscription           -                            l   a
  desk:subscribe              -                            m
  desk:feed                   feed                         l   -
  desk:feed_act               feed/renew                   l   -
  desk:calendar_feed          /0                           -
  desk:overview               -                            l   x   x   x   a   a   a   a   x   a   x   x   x   x   x   a
  desk:charts                 -                            l   x   x   x   a   a   a   a   x   a   x   x   x   x   x   a
  notifications:list          -                            l   a
  notifications:read_all      -                            m
  notifications:follow        notice                       m
  notifications:read          notice                       m
  notifications:preferences   -                            l   a
  notifications:deliveries    -                            l   x   x   x   x   x   a   a   x   x   x   x   x   a   x   x
  notifications:retry_all     -                            m
  notifications:retry         delivery                     m

calls and applications                                   pub dft sgn stn dcl dhd ocl ohd jdg spv pty asc bur sys sec aud
  applications:calls          -                            l   a
  applications:call_new       -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  applications:call           call                         l   a
  applications:call           call-draft                   l   -   -   -   -   -   a   a   -   a   -   -   -   -   -   a
  applications:call_edit      call-draft                   l   -   -   -   -   -   a   a   -   x   -   -   -   -   -   x
  applications:call_edit      call                         l   x   x   x   x   x   >   >   x   x   x   x   x   x   x   x
  applications:call_beside    call                         l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  applications:call_beside    call-draft                   l   -   -   -   -   -   a   a   -   a   -   -   -   -   -   a
  applications:cutoff_new     call                         l   x   x   x   x   a   x   x   x   x   x   x   x   x   x   x
  applications:cutoff         cutoff                       l   a
  applications:cutoff_admit   cutoff                       l   x   x   x   x   d   x   x   x   x   x   x   x   x   x   x
  applications:cutoff_act     cutoff/change                l   a
  applications:call_act       call/extend                  l   a
  applications:call_act       call-draft/publish           l   -   -   -   -   -   a   a   -   a   -   -   -   -   -   a
  applications:list           -                            l   a
  applications:begin          -                            l   a   a   x   x   x   x   x   x   x   x   x   x   x   x   x
  applications:record         -                            l   x   x   x   x   x   a   x   x   x   x   x   x   x   x   x
  applications:detail         application                  l   o   o   o   o   o   a   a   -   a   a   a   a   -   -   a
  applications:detail         draft                        l   o   o   o   -   -   -   -   -   -   -   -   -   -   -   -
  applications:detail         recorded                     l   -   -   -   -   -   a   a   -   -   -   -   -   -   -   -
  applications:detail         direct                       l   -   -   -   -   -   a   a   -   a   a   a   a   -   -   a
  applications:edit           draft                        l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:edit           recorded                     l   -   -   -   -   -   a   x   -   -   -   -   -   -   -   -
  applications:edit           application                  l   r   r   f   f   f   x   x   -   x   x   x   x   -   -   x
  applications:section        draft/unit                   l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:section        draft/overseas               l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:section        draft/attachments            l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:section        recorded/overview            l   -   -   -   -   -   a   x   -   -   -   -   -   -   -   -
  applications:section        application/unit             l   r   r   f   f   f   x   x   -   x   x   x   x   -   -   x
  applications:save           draft                        l   m
  applications:check          draft                        l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:check          application                  l   r   r   f   f   f   x   x   -   x   x   x   x   -   -   x
  applications:coverage       draft                        l   o   o   o   -   -   -   -   -   -   -   -   -   -   -   -
  applications:coverage       application                  l   o   o   o   o   o   a   a   -   a   a   a   a   -   -   a
  applications:presence       draft                        l   m
  applications:attach         draft/other                  l   m
  applications:detach         draft                        l   m
  applications:replace        material-row                 l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:record_bring_in  draft                      l   m
  applications:record_bring_kept  draft                    l   m
  applications:keep           draft                        l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:record_add     draft/task                   l   r   r   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:record_edit    record                       l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:record_save    record                       l   m
  applications:record_up      record                       l   m
  applications:record_down    record                       l   m
  applications:record_remove  record                       l   m
  applications:print          application                  l   o   o   o   o   o   a   a   -   a   a   a   a   -   -   a
  applications:print          draft                        l   o   o   o   -   -   -   -   -   -   -   -   -   -   -   -
  applications:print_pdf      application                  l   o   o   o   o   o   a   a   -   a   a   a   a   -   -   a
  applications:print_pdf      draft                        l   o   o   o   -   -   -   -   -   -   -   -   -   -   -   -
  applications:print_docx     application                  l   o   o   o   o   o   a   a   -   a   a   a   a   -   -   a
  applications:print_docx     draft                        l   o   o   o   -   -   -   -   -   -   -   -   -   -   -   -
  applications:dossier        application                  l   o   o   o   o   o   a   a   -   a   a   a   a   -   -   a
  applications:dossier        draft                        l   o   o   o   -   -   -   -   -   -   -   -   -   -   -   -
  applications:printed        draft/ABABABABABAB           l   o   o   o   -   -   -   -   -   -   -   -   -   -   -   -
  applications:print_again    draft                        l   r   r   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:scan           draft                        l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:scan_page      draft/1                      l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:checklist      application                  l   f   f   f   f   f   >   >   -   x   x   x   x   -   -   x
  applications:checklist      qualifying                   l   -   -   -   -   -   a   a   -   x   x   x   x   -   -   x
  applications:checklist_save  qualifying                  l   m
  applications:preliminary    endorsing                    l   -   -   -   o   o   x   x   -   x   x   x   x   -   -   x
  applications:preliminary    application                  l   f   f   f   r   r   x   x   -   x   x   x   x   -   -   x
  applications:preliminary_save  endorsing                 l   m
  applications:opinion_scan   endorsing                    l   m
  applications:opinion        endorsing                    l   -   -   -   o   o   x   x   -   x   x   x   x   -   -   x
  applications:reading        application                  l   o   o   o   o   o   a   a   -   a   a   a   a   -   -   a
  applications:reading        draft                        l   o   o   o   -   -   -   -   -   -   -   -   -   -   -   -
  applications:papers         application                  l   o   o   o   o   o   a   a   -   a   a   a   a   -   -   a
  applications:notice         corrected/correction/1       l   -   -   -   -   -   a   a   -   a   a   a   a   -   -   a
  applications:receipt        application/1                l   o   o   o   o   o   a   a   -   a   a   a   a   -   -   a
  applications:receipt_pdf    application/1                l   o   o   o   o   o   a   a   -   a   a   a   a   -   -   a
  applications:compare        application/2                l   o   o   o   o   o   a   a   -   a   a   a   a   -   -   a
  applications:forwarding     -                            l   x   x   x   x   a   x   x   x   x   x   x   x   x   x   x
  applications:minutes_list   -                            l   x   x   x   x   x   a   a   x   a   a   a   a   x   x   a
  applications:minutes_new    -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  applications:minutes        minutes-check                l   x   x   x   x   x   a   a   x   a   a   a   a   x   x   a
  applications:minutes_act    minutes-check/confirm        l   x   x   x   x   x   a   a   x   a   a   a   a   x   x   a
  applications:act            application/cancel           l   o   o   o   o   o   a   a   -   a   a   a   a   -   -   a
  applications:act            draft/submit                 l   o   o   o   -   -   -   -   -   -   -   -   -   -   -   -

experts                                                  pub dft sgn stn dcl dhd ocl ohd jdg spv pty asc bur sys sec aud
  experts:list                -                            l   x   x   x   x   x   a   a   >   a   x   x   x   x   x   x
  experts:new                 -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  experts:detail              expert                       l   x   x   x   x   x   a   a   o   a   x   x   x   x   x   x
  experts:act                 expert/suspend               l   x   x   x   x   x   a   a   o   a   x   x   x   x   x   x
  experts:import              -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  experts:template            -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  experts:import_check        -                            l   x   x   x   x   x   >   >   x   x   x   x   x   x   x   x
  experts:import_drop         -                            l   x   x   x   x   x   m   m   x   x   x   x   x   x   x   x
  experts:employers           -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  experts:statistics          -                            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  experts:disciplines         -                            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  experts:discipline_new      -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  experts:discipline          discipline                   l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  experts:discipline_act      discipline/withdraw          l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  experts:terms               -                            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  experts:terms_new           -                            l   x   x   x   x   x   x   a   x   x   x   x   x   x   x   x
  experts:corrections         -                            l   x   x   x   x   x   a   a   a   x   x   x   x   x   x   x
  experts:correction          correction                   l   x   x   x   x   x   a   a   o   x   x   x   x   x   x   x
  experts:correction_act      correction/accept            l   x   x   x   x   x   a   a   o   x   x   x   x   x   x   x
  experts:correction_new      expert                       l   x   x   x   x   x   -   -   r   -   x   x   x   x   x   x
  experts:export              -                            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   x
  experts:look_at             expert                       l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  experts:looks               -                            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  experts:look                look                         l   x   x   x   x   x   o   a   x   a   x   x   x   x   x   a
  experts:look_file           look                         l   x   x   x   x   x   o   o   x   -   x   x   x   x   x   x
  experts:welcome             expert-invited               a

lots                                                     pub dft sgn stn dcl dhd ocl ohd jdg spv pty asc bur sys sec aud
  lots:list                   -                            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  lots:detail                 lot                          l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  lots:members                lot                          l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  lots:record                 lot                          l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   x
  lots:bundle                 lot                          l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   x
  lots:checkpoint             checkpoint-of-lot            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  lots:checkpoint_file        checkpoint-of-lot            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  lots:act                    lot/void                     l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a

reviews                                                  pub dft sgn stn dcl dhd ocl ohd jdg spv pty asc bur sys sec aud
  reviews:list                -                            l   a   a   x   x   x   a   a   a   a   a   x   x   x   x   a
  reviews:new                 -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  reviews:desk                -                            l   x   x   x   x   x   x   x   a   x   x   x   x   x   x   x
  accounts:checkpoints        -                            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   x
  accounts:checkpoint_files   -                            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   x
  reviews:keys                session                      l   x   x   x   x   x   a   a   x   a   a   x   x   x   x   a
  reviews:checkpoint          checkpoint-of-session        l   x   x   x   x   x   a   a   x   a   a   x   x   x   x   a
  reviews:checkpoint_file     checkpoint-of-session        l   x   x   x   x   x   a   a   x   a   a   x   x   x   x   a
  reviews:make_sheet_key      session                      l   o   o   x   x   x   a   a   o   a   a   x   x   x   x   a
  reviews:take_copy           session                      l   o   o   x   x   x   a   a   o   a   a   x   x   x   x   a
  reviews:enable_key          session                      l   o   o   x   x   x   a   a   o   a   a   x   x   x   x   a
  reviews:disable_key         session                      l   o   o   x   x   x   a   a   o   a   a   x   x   x   x   a
  reviews:detail              session                      l   o   o   x   x   x   a   a   o   a   a   x   x   x   x   a
  reviews:rules               session                      l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  reviews:enlist              session                      l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  reviews:seats               session                      l   x   x   x   x   x   a   a   x   a   a   x   x   x   x   a
  reviews:ceremony            session                      l   x   x   x   x   x   a   a   x   a   a   x   x   x   x   a
  reviews:ceremony_state      session                      l   x   x   x   x   x   a   a   x   a   a   x   x   x   x   a
  reviews:draw_record         session-closed               l   x   x   x   x   x   a   a   x   a   a   x   x   x   x   a
  reviews:feasibility         session                      l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   x
  reviews:rules_paper         session-closed               l   o   o   x   x   x   a   a   o   a   a   x   x   x   x   a
  reviews:answers             session                      l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  reviews:sitting             session                      l   x   x   x   x   x   x   x   o   x   x   x   x   x   x   x
  reviews:openings            session                      l   x   x   x   x   x   x   x   x   a   x   x   x   x   x   a
  reviews:opening             opening                      l   x   x   x   x   x   x   x   o   x   x   x   x   x   x   x
  reviews:materials           turn                         l   x   x   x   x   x   x   x   o   x   x   x   x   x   x   x
  reviews:recusal_record      session                      l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  reviews:result              session-closed               l   o   o   x   x   x   a   a   o   a   a   x   x   x   x   a
  reviews:result              session                      l   -   -   x   x   x   -   -   -   -   -   x   x   x   x   -
  reviews:result_paper        session-closed               l   x   x   x   x   x   a   a   x   a   a   x   x   x   x   a
  reviews:minutes             session-closed               l   x   x   x   x   x   a   a   x   a   a   x   x   x   x   a
  reviews:diagnostics         session-closed               l   x   x   x   x   x   a   a   x   a   a   x   x   x   x   a
  reviews:diagnostics         session                      l   x   x   x   x   x   -   -   x   -   -   x   x   x   x   -
  reviews:scores              session-closed               l   x   x   x   x   x   x   x   x   a   x   x   x   x   x   x
  reviews:summary             session-closed               l   x   x   x   x   x   x   x   x   a   x   x   x   x   x   x
  reviews:given_sheets        seat                         l   x   x   x   x   x   x   x   o   a   x   x   x   x   x   x
  reviews:act                 session/open                 l   o   o   x   x   x   a   a   o   a   a   x   x   x   x   a
  reviews:recusals            session                      l   o   o   x   x   x   a   a   o   a   a   x   x   x   x   a
  reviews:match_all           session                      l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  reviews:recusal             recusal                      l   -   o   x   x   x   a   a   o   a   -   x   x   x   x   a
  reviews:recusal_act         recusal/decide               l   -   o   x   x   x   a   a   o   a   -   x   x   x   x   a
  reviews:turn                turn                         l   o   o   x   x   x   a   a   o   a   a   x   x   x   x   a
  reviews:slip                turn-announced               l   -   -   x   x   x   a   a   x   a   x   x   x   x   x   a
  reviews:turn_act            turn/call_in                 l   o   o   x   x   x   a   a   o   a   a   x   x   x   x   a
  reviews:declare             turn                         l   x   x   x   x   x   x   x   o   x   x   x   x   x   x   x
  reviews:request             turn                         l   x   o   x   x   x   x   x   x   x   x   x   x   x   x   x
  reviews:match               turn                         l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  reviews:sheet               sheet-draft                  l   x   x   x   x   x   x   x   o   -   x   x   x   x   x   x
  reviews:sheet               sheet                        l   x   x   x   x   x   x   x   o   a   x   x   x   x   x   x
  reviews:sheet_act           sheet-draft/lock             l   x   x   x   x   x   x   x   o   -   x   x   x   x   x   x
  reviews:sheet_act           sheet/confirm_void           l   x   x   x   x   x   x   x   o   a   x   x   x   x   x   x
  reviews:sheet_save          sheet-draft                  m
  reviews:sheet_state         sheet-draft                  l   x   x   x   x   x   x   x   o   -   x   x   x   x   x   x
  reviews:console             session                      l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  reviews:timer               session                      m
  reviews:screen_address      session                      m
  reviews:screen              screen                       a
  reviews:screen_board        screen                       a
  reviews:departure_new       session                      l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  reviews:departure           departure                    l   x   x   x   x   x   a   a   o   a   x   x   x   x   x   a
  reviews:departure_act       departure/agree              l   x   x   x   x   x   a   a   o   a   x   x   x   x   x   a
  reviews:papers              session                      l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  reviews:ballots             session-hearing              l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   x
  reviews:paper_new           turn                         l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  reviews:paper               paper                        l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  reviews:paper_act           paper/take                   l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  reviews:paper_enter         paper                        l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   x
  reviews:paper_settle        paper                        l   x   x   x   x   x   >   >   x   >   x   x   x   x   x   x
  reviews:paper_scan          paper                        l   x   x   x   x   x   >   >   x   >   x   x   x   x   x   x

decisions                                                pub dft sgn stn dcl dhd ocl ohd jdg spv pty asc bur sys sec aud
  decisions:resolutions       -                            l   x   x   x   x   x   a   a   x   a   a   a   a   x   x   a
  decisions:resolution_new    -                            l   x   x   x   x   x   x   x   x   x   a   x   x   x   x   x
  decisions:resolution        resolution                   l   x   x   x   x   x   a   a   x   a   a   a   a   x   x   a
  decisions:deferred          -                            l   x   x   x   x   x   a   a   x   a   a   a   a   x   x   a
  decisions:resolution_lines  resolution-prepared          l   x   x   x   x   x   x   x   x   x   a   x   x   x   x   x
  decisions:resolution_meeting  resolution-prepared          l   x   x   x   x   x   x   x   x   x   a   x   x   x   x   x
  decisions:resolution_paper  resolution                   l   x   x   x   x   x   a   a   x   a   a   a   a   x   x   a
  decisions:resolution_act    resolution-prepared/apply    l   x   x   x   x   x   a   a   x   a   a   a   a   x   x   a
  decisions:publicities       -                            l   x   x   x   x   x   a   a   x   a   a   a   a   x   x   a
  decisions:publicity_new     -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  decisions:publicity         publicity                    l   >   >   >   >   >   a   a   >   a   a   a   a   >   >   a
  decisions:publicity         publicity-prepared           l   -   -   -   -   -   a   a   -   a   a   a   a   -   -   a
  decisions:publicity_revise  publicity-prepared           l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  decisions:publicity_pdf     publicity-prepared           l   x   x   x   x   x   a   a   x   a   a   a   a   x   x   a
  decisions:publicity_docx    publicity-prepared           l   x   x   x   x   x   a   a   x   a   a   a   a   x   x   a
  decisions:publicity_act     publicity/conclude           l   x   x   x   x   x   a   a   x   a   a   a   a   x   x   a
  decisions:objections        -                            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   x
  decisions:objection         objection                    l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   x
  decisions:objection_identity  objection                    l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   x
  decisions:objection_act     objection/accept             l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   x
  decisions:objection_new     -                            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   x
  decisions:inquiry_new       objection                    l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  decisions:inquiries         -                            l   a   a   x   x   x   a   a   x   a   x   x   x   x   x   x
  decisions:inquiry           inquiry                      l   o   o   x   x   x   a   a   x   a   x   x   x   x   x   x
  decisions:inquiry_act       inquiry/answer               l   o   o   x   x   x   a   a   x   a   x   x   x   x   x   x
  decisions:documents         -                            l   x   x   x   x   x   a   a   x   a   a   a   a   x   x   a
  decisions:document_new      -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  decisions:document          document                     l   >   >   >   >   >   a   a   >   a   a   a   a   >   >   a
  decisions:document          document-drafted             l   -   -   -   -   -   a   a   -   a   a   a   a   -   -   a
  decisions:document_edit     document-drafted             l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  decisions:document_pdf      document-drafted             l   x   x   x   x   x   a   a   x   a   a   a   a   x   x   a
  decisions:document_docx     document-drafted             l   x   x   x   x   x   a   a   x   a   a   a   a   x   x   a
  decisions:document_act      document-drafted/sign        l   x   x   x   x   x   a   a   x   a   a   a   a   x   x   a
  decisions:letters           -                            l   x   x   x   x   x   a   a   x   a   a   a   a   x   x   a
  decisions:letters_new       -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  decisions:letters_sending   -                            l   x   x   x   x   x   x   a   x   x   x   x   x   x   x   x
  decisions:letter            letter                       l   o   o   x   x   x   a   a   x   a   a   a   a   x   x   a
  decisions:letter            letter-prepared              l   -   -   x   x   x   a   a   x   a   a   a   a   x   x   a
  decisions:letter_pdf        letter                       l   o   o   x   x   x   a   a   x   a   a   a   a   x   x   a
  decisions:letter_docx       letter                       l   o   o   x   x   x   a   a   x   a   a   a   a   x   x   a
  decisions:letter_edit       letter-prepared              l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  decisions:letter_act        letter-prepared/send         l   -   -   x   x   x   a   a   x   a   a   a   a   x   x   a

assessments                                              pub dft sgn stn dcl dhd ocl ohd jdg spv pty asc bur sys sec aud
  assessments:list            -                            l   a   a   a   x   x   a   a   x   a   x   x   x   x   x   a
  assessments:sheets          -                            l   a   a   a   x   x   a   a   x   a   x   x   x   x   x   a
  assessments:appeals         -                            l   a   a   a   x   x   a   a   x   a   x   x   x   x   x   a
  assessments:compose         -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  assessments:round           assessment                   l   o   o   o   -   -   a   a   -   a   -   -   -   -   -   a
  assessments:act             assessment/announce          l   o   o   o   -   -   a   a   -   a   -   -   -   -   -   a
  assessments:stations        assessment                   l   f   f   f   -   -   a   a   -   a   -   -   -   -   -   a
  assessments:enlist          assessment                   l   f   f   f   -   -   a   a   -   x   -   -   -   -   -   x
  assessments:late            assessment                   l   f   f   f   -   -   a   a   -   x   -   -   -   -   -   x
  assessments:preview         assessment                   l   -   -   -   -   -   a   a   -   -   -   -   -   -   -   -
  assessments:result          assessment                   l   f   f   f   -   -   -   -   -   -   -   -   -   -   -   -
  assessments:result          assessment-published         l   f   f   f   -   -   a   a   -   a   -   -   -   -   -   a
  assessments:result_pdf      assessment-published         l   f   f   f   -   -   a   a   -   a   -   -   -   -   -   a
  assessments:bundle          assessment-published         l   f   f   f   -   -   -   -   -   -   -   -   -   -   -   -
  assessments:supervision     assessment-published         l   f   f   f   -   -   -   -   -   -   -   -   -   -   -   -
  assessments:part            assessed                     l   o   o   o   -   -   a   a   -   a   -   -   -   -   -   a
  assessments:part_act        assessed/miss                l   o   o   o   -   -   a   a   -   a   -   -   -   -   -   a
  assessments:lodge           assessed                     l   f   o   f   -   -   x   x   -   x   -   -   -   -   -   x
  assessments:part_pdf        assessed                     l   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
  assessments:part_pdf        assessed-published           l   o   o   o   -   -   a   a   -   a   -   -   -   -   -   a
  assessments:part_docx       assessed-published           l   o   o   o   -   -   a   a   -   a   -   -   -   -   -   a
  assessments:certificate     assessed-published           l   o   o   o   -   -   a   a   -   a   -   -   -   -   -   a
  assessments:sheet           score                        l   o   o   o   -   -   a   a   -   a   -   -   -   -   -   a
  assessments:sheet_act       score/submit                 l   o   o   o   -   -   a   a   -   a   -   -   -   -   -   a
  assessments:sheet_save      score                        l   m
  assessments:evidence        score/b7                     l   o   o   o   -   -   x   x   -   x   -   -   -   -   -   x
  assessments:evidence_files  score/b7                     l   m
  assessments:evidence_remove  score/b7                    l   m
  assessments:appeal          appeal                       l   o   o   o   -   -   a   a   -   a   -   -   -   -   -   a
  assessments:appeal_act      appeal/withdraw              l   o   o   o   -   -   a   a   -   a   -   -   -   -   -   a

stations                                                 pub dft sgn stn dcl dhd ocl ohd jdg spv pty asc bur sys sec aud
  stations:list               -                            l   a
  stations:presentation       presentation                 l   o   o   o   -   -   a   a   -   a   -   -   -   -   -   a
  stations:presentation_edit  presentation                 l   o   o   o   -   -   x   x   -   x   -   -   -   -   -   x
  stations:presentation_act   presentation/release         l   o   o   o   -   -   a   a   -   a   -   -   -   -   -   a
  stations:presentation_begin  station                     l   m
  stations:work               -                            l   a
  stations:work_new           -                            l   >   >   >   x   x   x   x   x   x   x   x   x   x   x   x
  stations:work_figures       -                            l   a
  stations:work_confirm       -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  stations:work_entry         work                         l   o   o   o   o   o   a   a   -   a   -   -   -   -   -   a
  stations:work_edit          work-open                    l   o   o   o   f   f   x   x   -   x   -   -   -   -   -   x
  stations:work_edit          work                         l   r   r   r   f   f   x   x   -   x   -   -   -   -   -   x
  stations:work_save          work-open                    l   m
  stations:work_sort          work-open                    l   m
  stations:work_attach        work-open                    l   m
  stations:work_detach        work-open                    l   m
  stations:work_act           work/confirm                 l   o   o   o   o   o   a   a   -   a   -   -   -   -   -   a
  stations:station_work       work-station                 l   o   o   o   o   o   a   a   -   a   -   -   -   -   -   a
  stations:work_begin         work-station                 l   o   o   o   f   f   x   x   -   x   -   -   -   -   -   x
  stations:plans              -                            l   a
  stations:plan               plan                         l   o   o   o   o   o   a   a   -   a   -   -   -   -   -   a
  stations:plan_edit          plan-open                    l   o   o   o   f   f   x   x   -   x   -   -   -   -   -   x
  stations:plan_edit          plan                         l   r   r   r   f   f   x   x   -   x   -   -   -   -   -   x
  stations:plan_act           plan/revise                  l   o   o   o   o   o   a   a   -   a   -   -   -   -   -   a
  stations:plan_begin         work-station                 l   o   o   o   f   f   x   x   -   x   -   -   -   -   -   x
  stations:ties               -                            l   a
  stations:tie                tie                          l   o   o   o   o   o   a   a   -   a   -   -   -   -   -   a
  stations:tie_act            tie/amend                    l   o   o   o   o   o   a   a   -   a   -   -   -   -   -   a
  stations:station_ties       work-station                 l   o   o   o   o   o   a   a   -   a   -   -   -   -   -   a
  stations:tie_register       work-station                 l   o   o   o   f   f   x   x   -   x   -   -   -   -   -   x
  stations:tie_take_over      work-station                 l   m
  stations:tasks              -                            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  stations:task_new           -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  stations:task               task                         l   -   -   -   -   -   a   a   -   a   -   -   -   -   -   a
  stations:task_edit          task-draft                   l   -   -   -   -   -   a   a   -   x   -   -   -   -   -   x
  stations:task_edit          task                         l   -   -   -   -   -   >   >   -   x   -   -   -   -   -   x
  stations:task_attach        task-draft                   l   m
  stations:task_detach        task-draft                   l   m
  stations:task_act           task/extend                  l   -   -   -   -   -   a   a   -   a   -   -   -   -   -   a
  stations:assignments        -                            l   a   a   a   a   a   a   a   x   a   x   x   x   x   x   a
  stations:assignment         assignment                   l   o   o   o   o   o   a   a   -   a   -   -   -   -   -   a
  stations:assignment_edit    assignment-open              l   o   o   o   f   f   x   x   -   x   -   -   -   -   -   x
  stations:assignment_edit    assignment                   l   r   r   r   f   f   x   x   -   x   -   -   -   -   -   x
  stations:assignment_save    assignment-open              l   m
  stations:assignment_attach  assignment-open              l   m
  stations:assignment_detach  assignment-open              l   m
  stations:assignment_act     assignment/approve           l   o   o   o   o   o   a   a   -   a   -   -   -   -   -   a
  stations:summary_rounds     -                            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  stations:summary_round_open  -                           l   x   x   x   x   x   x   a   x   x   x   x   x   x   x   x
  stations:summary_round      summary-round                l   -   -   -   -   -   a   a   -   a   -   -   -   -   -   a
  stations:summary_round_pdf  summary-round                l   -   -   -   -   -   a   a   -   a   -   -   -   -   -   a
  stations:summary_round_docx  summary-round               l   -   -   -   -   -   a   a   -   a   -   -   -   -   -   a
  stations:summary_round_act  summary-round/extend         l   -   -   -   -   -   a   a   -   a   -   -   -   -   -   a
  stations:summaries          -                            l   a   a   a   a   a   a   a   x   a   x   x   x   x   x   a
  stations:summary            summary                      l   o   o   o   o   o   a   a   -   a   -   -   -   -   -   a
  stations:summary_edit       summary-open                 l   o   o   o   f   f   x   x   -   x   -   -   -   -   -   x
  stations:summary_edit       summary                      l   r   r   r   f   f   x   x   -   x   -   -   -   -   -   x
  stations:summary_save       summary-open                 l   m
  stations:summary_fill       summary-open                 l   m
  stations:summary_pdf        summary                      l   o   o   o   o   o   a   a   -   a   -   -   -   -   -   a
  stations:summary_docx       summary                      l   o   o   o   o   o   a   a   -   a   -   -   -   -   -   a
  stations:summary_act        summary/accept               l   o   o   o   o   o   a   a   -   a   -   -   -   -   -   a
  stations:detail             station                      l   a
  stations:register           -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  stations:import             -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  stations:import_template    -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  stations:import_check       -                            l   x   x   x   x   x   >   >   x   x   x   x   x   x   x   x
  stations:import_drop        -                            l   x   x   x   x   x   m   m   x   x   x   x   x   x   x   x
  stations:people             -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  stations:map                -                            l   a
  stations:succession         -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  stations:award              -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  stations:award_one          approved                     l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  stations:award_one          application                  l   x   x   x   x   x   -   -   x   x   x   x   x   x   x   x
  stations:artwork            approved                     l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  stations:ceremony           -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  stations:plaques            -                            l   x   x   x   x   x   a   a   x   a   a   a   a   x   x   a
  stations:station_artwork    station                      l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  stations:certificate        station-papers               l   d   d   d   x   x   a   a   x   a   a   a   a   x   x   a
  stations:act                station/replace_plaque       l   a

money                                                    pub dft sgn stn dcl dhd ocl ohd jdg spv pty asc bur sys sec aud
  funding:list                -                            l   a   a   a   x   x   a   a   x   a   x   x   x   x   x   a
  funding:budgets             -                            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  funding:budget_new          -                            l   x   x   x   x   x   x   a   x   x   x   x   x   x   x   x
  funding:budget              budget                       l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  funding:budget_pdf          budget                       l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  funding:budget_docx         budget                       l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  funding:propose             budget                       l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  funding:granting            budget/founding              l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  funding:budget_act          budget/amend                 l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  funding:approving           -                            l   x   x   x   x   x   x   a   x   x   x   x   x   x   x   x
  funding:payment             payment                      l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  funding:payment_act         payment/reverse              l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  funding:spendings           -                            l   a   a   a   x   x   a   a   x   a   x   x   x   x   x   a
  funding:spending            spending                     l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  funding:spending_edit       spending                     l   o   o   o   x   x   x   x   x   x   x   x   x   x   x   x
  funding:spending_act        spending/submit              l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  funding:rules               -                            l   a   a   a   x   x   a   a   x   a   x   x   x   x   x   a
  funding:rules_new           -                            l   a   a   a   x   x   x   x   x   x   x   x   x   x   x   x
  funding:finance_rules       finance-rules                l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  funding:rules_act           finance-rules/accept         l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  funding:accounts            -                            l   a   a   a   x   x   a   a   x   a   x   x   x   x   x   a
  funding:account             final-account                l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  funding:account_pdf         final-account                l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  funding:account_docx        final-account                l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  funding:account_act         final-account/accept         l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  funding:checks              -                            l   a   a   a   x   x   a   a   x   a   x   x   x   x   x   a
  funding:check_new           -                            l   x   x   x   x   x   x   a   x   x   x   x   x   x   x   x
  funding:rounds              -                            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  funding:round_new           -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  funding:check_round         check-round                  l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  funding:round_act           check-round/take_up          l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  funding:check               check                        l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  funding:check_pdf           check                        l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  funding:check_docx          check                        l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  funding:check_act           check/enter                  l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  funding:recoveries          -                            l   a   a   a   x   x   a   a   x   a   x   x   x   x   x   a
  funding:recovery            recovery                     l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  funding:recovery_pdf        recovery                     l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  funding:recovery_docx       recovery                     l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  funding:recovery_act        recovery/repay               l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  funding:extend              recovery                     l   x   o   x   x   x   x   x   x   x   x   x   x   x   x   x
  funding:dispute             recovery                     l   x   o   x   x   x   x   x   x   x   x   x   x   x   x   x
  funding:pleas               -                            l   a   a   a   x   x   a   a   x   a   x   x   x   x   x   a
  funding:plea                plea                         l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  funding:plea_act            plea/allow                   l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  funding:grant               grant                        l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  funding:grant_pdf           grant                        l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  funding:grant_docx          grant                        l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  funding:grant_xlsx          grant                        l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  funding:draw_up             grant                        l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  funding:pay                 grant                        l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  funding:spend               grant                        l   o   o   o   x   x   x   x   x   x   x   x   x   x   x   x
  funding:settle              grant                        l   x   o   x   x   x   x   x   x   x   x   x   x   x   x   x
  funding:recover             grant                        l   x   x   x   x   x   x   a   x   x   x   x   x   x   x   x
  funding:act                 grant/reduce                 l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a

archives                                                 pub dft sgn stn dcl dhd ocl ohd jdg spv pty asc bur sys sec aud
  archives:list               -                            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  archives:index              -                            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  archives:file               -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  archives:detail             archive                      l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  archives:act                archive/consult              l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  archives:package            archive-package              l   x

people, units, roles, settings                           pub dft sgn stn dcl dhd ocl ohd jdg spv pty asc bur sys sec aud
  accounts:people             -                            l   x   x   x   x   x   x   x   x   x   x   x   x   a   a   a
  accounts:new_person         -                            l   x   x   x   x   x   x   x   x   x   x   x   x   a   x   x
  accounts:person             person                       l   x   x   x   x   x   x   x   x   x   x   x   x   a   a   a
  accounts:person_act         person/suspend               l   x   x   x   x   x   x   x   x   x   x   x   x   a   a   a
  accounts:grant              person                       l   x   x   x   x   x   x   x   x   x   x   x   x   x   a   x
  accounts:memberships        -                            l   x   a   x   x   a   x   x   x   x   x   x   x   a   a   a
  accounts:membership         membership                   l   x   o   x   x   o   x   x   x   x   x   x   x   a   a   a
  accounts:membership_act     membership/end               l   x   o   x   x   o   x   x   x   x   x   x   x   a   a   a
  accounts:delegations        -                            l   x   a   x   x   a   x   a   x   x   x   a   a   x   a   a
  accounts:new_delegation     -                            l   x   a   x   x   a   x   a   x   x   x   a   a   x   x   x
  accounts:delegation         delegation                   l   x   o   x   x   o   x   o   x   x   x   o   o   x   a   a
  accounts:delegation_act     delegation/end               l   x   o   x   x   o   x   o   x   x   x   o   o   x   a   a
  accounts:organisations      -                            l   a   a   a   a   a   a   a   x   a   x   x   x   a   a   a
  accounts:new_organisation   -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  accounts:organisation       organisation                 l   o   o   o   o   o   a   a   x   a   x   x   x   a   a   a
  accounts:own_unit           -                            l   >   >   >   >   >   >   >   x   >   x   x   x   >   >   >
  accounts:organisation_act   organisation/hand_over       l   o   o   o   o   o   a   a   x   a   x   x   x   a   a   a
  accounts:unit_people        organisation                 l   o   o   o   x   x   a   a   x   x   x   x   x   a   a   a
  accounts:unit_grant         organisation                 l   x   o   x   x   x   x   x   x   x   x   x   x   x   x   x
  accounts:unit_profile       organisation                 l   o   o   o   o   o   a   a   x   a   x   x   x   a   a   a
  accounts:profile_edit       organisation                 l   o   o   x   x   x   x   x   x   x   x   x   x   x   x   x
  accounts:proof_new          organisation                 l   o   o   x   x   x   x   x   x   x   x   x   x   x   x   x
  accounts:proof_remove       proof                        l   o   o   x   x   x   x   x   x   x   x   x   x   x   x   x
  accounts:rd_body_new        organisation                 l   o   o   x   x   x   x   x   x   x   x   x   x   x   x   x
  accounts:rd_body_edit       rd-body                      l   o   o   x   x   x   x   x   x   x   x   x   x   x   x   x
  accounts:rd_body_remove     rd-body                      l   o   o   x   x   x   x   x   x   x   x   x   x   x   x   x
  accounts:new_renaming       organisation                 l   x   o   x   x   x   x   x   x   x   x   x   x   x   x   x
  accounts:renamings          -                            l   a   a   x   x   x   a   a   x   x   x   x   x   x   x   a
  accounts:renaming           renaming                     l   o   o   x   x   x   a   a   x   x   x   x   x   x   x   a
  accounts:renaming_act       renaming/confirm             l   o   o   x   x   x   a   a   x   x   x   x   x   x   x   a
  accounts:joinings           -                            l   x   a   x   x   x   a   a   x   x   x   x   x   x   a   a
  accounts:joining            joining                      l   -   o   -   -   -   a   a   -   -   -   -   -   -   a   a
  accounts:joining_act        joining/approve              l   -   o   -   -   -   a   a   -   -   -   -   -   -   a   a
  accounts:invitations        -                            l   x   a   x   x   x   x   x   x   x   x   x   x   x   a   a
  accounts:new_invitation     -                            l   x   a   x   x   x   x   x   x   x   x   x   x   x   a   x
  accounts:invitation         invitation                   l   x   o   x   x   x   x   x   x   x   x   x   x   x   a   a
  accounts:invitation_act     invitation/revoke            l   x   o   x   x   x   x   x   x   x   x   x   x   x   a   a
  accounts:calendars          -                            l   a
  accounts:new_calendar       -                            l   x   x   x   x   x   x   x   x   x   x   x   x   a   x   x
  accounts:calendar           calendar                     l   a
  accounts:calendar_act       calendar/amend               l   a

standing of stations                                     pub dft sgn stn dcl dhd ocl ohd jdg spv pty asc bur sys sec aud
  standing:terms              -                            l   a   a   a   x   x   a   a   x   a   x   x   x   x   x   a
  standing:alerts             -                            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   a
  standing:station            standing-station             l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  standing:renewal_new        standing-station             l   o   o   o   x   x   x   x   x   x   x   x   x   x   x   x
  standing:observation_new    standing-station             l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  standing:rectification_new  standing-station             l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  standing:revocation_new     standing-station             l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  standing:ending_new         standing-station             l   x   o   x   x   x   x   x   x   x   x   x   x   x   x   x
  standing:expiry             standing-station             l   x   x   x   x   x   x   a   x   x   x   x   x   x   x   x
  standing:renewals           -                            l   a   a   a   x   x   a   a   x   a   x   x   x   x   x   a
  standing:renewal            renewal                      l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  standing:renewal_edit       renewal                      l   o   o   o   x   x   x   x   x   x   x   x   x   x   x   x
  standing:renewal_scan       renewal                      l   o   o   o   x   x   x   x   x   x   x   x   x   x   x   x
  standing:renewal_judging    renewal                      l   x   x   x   x   x   >   >   x   x   x   x   x   x   x   x
  standing:request_pdf        renewal                      l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  standing:award_pdf          renewal                      l   -   -   -   x   x   -   -   x   -   x   x   x   x   x   -
  standing:award_docx         renewal                      l   -   -   -   x   x   -   -   x   -   x   x   x   x   x   -
  standing:renewal_act        renewal/submit               l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  standing:observations       -                            l   a   a   a   x   x   a   a   x   a   x   x   x   x   x   a
  standing:observation        observation                  l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  standing:observation_act    observation/withdraw         l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  standing:rectifications     -                            l   a   a   a   x   x   a   a   x   a   x   x   x   x   x   a
  standing:rectification      rectification                l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  standing:rectification      rectification-prepared       l   -   -   -   x   x   a   a   x   a   x   x   x   x   x   a
  standing:rectification_edit rectification-prepared       l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  standing:report_edit        rectification                l   o   o   o   x   x   x   x   x   x   x   x   x   x   x   x
  standing:order_pdf          rectification                l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  standing:order_docx         rectification                l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  standing:rectification_act  rectification/report         l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  standing:revocations        -                            l   a   a   a   x   x   a   a   x   a   x   x   x   x   x   a
  standing:revocation         revocation                   l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  standing:revocation         revocation-prepared          l   -   -   -   x   x   a   a   x   a   x   x   x   x   x   a
  standing:revocation         revocation-public            l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  standing:revocation_edit    revocation-prepared          l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  standing:notice_pdf         revocation                   l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  standing:notice_docx        revocation                   l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  standing:decision_pdf       revocation                   l   -   -   -   x   x   -   -   x   -   x   x   x   x   x   -
  standing:decision_docx      revocation-public            l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  standing:decision_pdf       revocation-public            l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  standing:revocation_act     revocation/decide            l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  standing:endings            -                            l   a   a   a   x   x   a   a   x   a   x   x   x   x   x   a
  standing:ending             ending                       l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a
  standing:ending_act         ending/agree                 l   o   o   o   x   x   a   a   x   a   x   x   x   x   x   a

files                                                    pub dft sgn stn dcl dhd ocl ohd jdg spv pty asc bur sys sec aud
  files:download              material                     -   o   o   o   o   o   a   a   -   a   a   a   a   -   -   a
  files:download              material-of-draft            -   o   o   o   -   -   -   -   -   -   -   -   -   -   -   -
  files:download              minutes                      -   -   -   -   -   -   a   a   -   a   a   a   a   -   -   a
  files:download              evidence                     -   -   -   -   -   -   a   a   -   a   -   -   -   -   -   -
  files:about                 material                     l   o   o   o   o   o   a   a   -   a   a   a   a   -   -   a
  files:about                 material-of-draft            l   o   o   o   -   -   -   -   -   -   -   -   -   -   -   -
  files:about                 minutes                      l   -   -   -   -   -   a   a   -   a   a   a   a   -   -   a
  files:about                 evidence                     l   -   -   -   -   -   a   a   -   a   -   -   -   -   -   -
  files:preview               material                     -   o   o   o   o   o   a   a   -   a   a   a   a   -   -   a
  files:preview               material-of-draft            -   o   o   o   -   -   -   -   -   -   -   -   -   -   -   -
  files:receive               -                            m
  files:piece                 reception                    m
  files:stop                  reception                    m
  files:purges                -                            l   x   x   x   x   x   a   a   x   a   x   x   x   x   a   a
  files:request_purge         -                            l   x   x   x   x   x   x   a   x   x   x   x   x   x   x   x
  files:purge                 purge                        l   x   x   x   x   x   a   a   x   a   x   x   x   x   a   a
  files:purge_act             purge/confirm                l   x   x   x   x   x   a   a   x   a   x   x   x   x   a   a

the demonstration's assistant                            pub dft sgn stn dcl dhd ocl ohd jdg spv pty asc bur sys sec aud
  rehearsal:assistant         -                            l   a
  rehearsal:forward           -                            l   m
  rehearsal:score             session                      l   m
"""

POSTS = """
writing that is no act                                   pub dft sgn stn dcl dhd ocl ohd jdg spv pty asc bur sys sec aud
  applications:section        draft/unit                   l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:section        recorded/unit                l   -   -   -   -   -   a   x   -   -   -   -   -   -   -   -
  applications:section        application/unit             l   o   o   f   f   f   x   x   -   x   x   x   x   -   -   x
  applications:save           draft                        l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:check          draft                        l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:presence       draft                        l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:attach         draft/other                  l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:detach         draft                        l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:replace        material-row                 l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:record_bring_in  draft                      l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:record_bring_kept  draft                    l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:keep           draft                        l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:record_edit    record                       l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:record_save    record                       l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:record_up      record                       l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:record_down    record                       l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:record_remove  record                       l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:print          draft                        l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:print          application                  l   o   o   f   f   f   x   x   -   x   x   x   x   -   -   x
  applications:print_again    draft                        l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:scan           draft                        l   o   o   f   -   -   -   -   -   -   -   -   -   -   -   -
  applications:checklist      qualifying                   l   -   -   -   -   -   a   a   -   x   x   x   x   -   -   x
  applications:checklist_save  qualifying                  l   -   -   -   -   -   a   a   -   x   x   x   x   -   -   x
  applications:preliminary    endorsing                    l   -   -   -   o   o   x   x   -   x   x   x   x   -   -   x
  applications:preliminary_save  endorsing                 l   -   -   -   o   o   x   x   -   x   x   x   x   -   -   x
  applications:opinion_scan   endorsing                    l   -   -   -   o   o   x   x   -   x   x   x   x   -   -   x
  applications:forwarding     -                            l   x   x   x   x   a   x   x   x   x   x   x   x   x   x   x
  applications:call_edit      call-draft                   l   -   -   -   -   -   a   a   -   x   -   -   -   -   -   x
  experts:import              -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  experts:import_check        -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  experts:import_drop         -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  experts:employers           -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  experts:welcome             expert-invited               a
  standing:renewal_new        standing-station             l   o   o   o   x   x   x   x   x   x   x   x   x   x   x   x
  standing:observation_new    standing-station             l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  standing:rectification_new  standing-station             l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  standing:revocation_new     standing-station             l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  standing:ending_new         standing-station             l   x   o   x   x   x   x   x   x   x   x   x   x   x   x   x
  standing:expiry             standing-station             l   x   x   x   x   x   x   a   x   x   x   x   x   x   x   x
  standing:renewal_edit       renewal                      l   o   o   o   x   x   x   x   x   x   x   x   x   x   x   x
  standing:renewal_scan       renewal                      l   o   o   o   x   x   x   x   x   x   x   x   x   x   x   x
  standing:renewal_judging    renewal                      l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  standing:rectification_edit rectification-prepared       l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  standing:report_edit        rectification                l   o   o   o   x   x   x   x   x   x   x   x   x   x   x   x
  standing:revocation_edit    revocation-prepared          l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  stations:ceremony           -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  stations:register           -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  stations:import             -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  stations:import_check       -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  stations:import_drop        -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  stations:succession         -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  assessments:compose         -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  assessments:enlist          assessment                   l   f   f   f   -   -   a   a   -   x   -   -   -   -   -   x
  assessments:late            assessment                   l   f   f   f   -   -   a   a   -   x   -   -   -   -   -   x
  assessments:lodge           assessed                     l   f   o   f   -   -   x   x   -   x   -   -   -   -   -   x
  assessments:sheet           score                        l   o   o   o   -   -   a   a   -   a   -   -   -   -   -   a
  assessments:sheet_save      score                        l   o   o   o   -   -   x   x   -   x   -   -   -   -   -   x
  assessments:evidence        score/b7                     l   o   o   o   -   -   x   x   -   x   -   -   -   -   -   x
  assessments:evidence_files  score/b7                     l   o   o   o   -   -   x   x   -   x   -   -   -   -   -   x
  assessments:evidence_remove  score/b7                    l   o   o   o   -   -   x   x   -   x   -   -   -   -   -   x
  archives:file               -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  stations:task_new           -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  stations:task_edit          task-draft                   l   -   -   -   -   -   a   a   -   x   -   -   -   -   -   x
  stations:task_attach        task-draft                   l   -   -   -   -   -   a   a   -   x   -   -   -   -   -   x
  stations:task_detach        task-draft                   l   -   -   -   -   -   a   a   -   x   -   -   -   -   -   x
  stations:assignment_edit    assignment-open              l   o   o   o   f   f   x   x   -   x   -   -   -   -   -   x
  stations:assignment_save    assignment-open              l   o   o   o   f   f   x   x   -   x   -   -   -   -   -   x
  stations:assignment_attach  assignment-open              l   o   o   o   f   f   x   x   -   x   -   -   -   -   -   x
  stations:assignment_detach  assignment-open              l   o   o   o   f   f   x   x   -   x   -   -   -   -   -   x
  stations:summary_round_open  -                           l   x   x   x   x   x   x   a   x   x   x   x   x   x   x   x
  stations:summary_edit       summary-open                 l   o   o   o   f   f   x   x   -   x   -   -   -   -   -   x
  stations:summary_save       summary-open                 l   o   o   o   f   f   x   x   -   x   -   -   -   -   -   x
  stations:summary_fill       summary-open                 l   o   o   o   f   f   x   x   -   x   -   -   -   -   -   x
  stations:work_edit          work-open                    l   o   o   o   f   f   x   x   -   x   -   -   -   -   -   x
  stations:work_save          work-open                    l   o   o   o   f   f   x   x   -   x   -   -   -   -   -   x
  stations:work_sort          work-open                    l   o   o   o   f   f   x   x   -   x   -   -   -   -   -   x
  stations:work_attach        work-open                    l   o   o   o   f   f   x   x   -   x   -   -   -   -   -   x
  stations:work_detach        work-open                    l   o   o   o   f   f   x   x   -   x   -   -   -   -   -   x
  stations:work_confirm       -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  stations:plan_edit          plan-open                    l   o   o   o   f   f   x   x   -   x   -   -   -   -   -   x
  stations:tie_take_over      work-station                 l   o   o   o   f   f   x   x   -   x   -   -   -   -   -   x
  stations:presentation_edit  presentation                 l   o   o   o   -   -   x   x   -   x   -   -   -   -   -   x
  decisions:resolution_lines  resolution-prepared          l   x   x   x   x   x   x   x   x   x   a   x   x   x   x   x
  decisions:resolution_meeting  resolution-prepared          l   x   x   x   x   x   x   x   x   x   a   x   x   x   x   x
  decisions:publicity_revise  publicity-prepared           l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  decisions:document_edit     document-drafted             l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  decisions:letters_new       -                            l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  decisions:letters_sending   -                            l   x   x   x   x   x   x   a   x   x   x   x   x   x   x   x
  decisions:letter_edit       letter-prepared              l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  decisions:objection_new     -                            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   x
  decisions:inquiry_new       objection                    l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  reviews:materials           turn                         l   x   x   x   x   x   x   x   o   x   x   x   x   x   x   x
  reviews:sheet               sheet-draft                  l   x   x   x   x   x   x   x   o   -   x   x   x   x   x   x
  accounts:checkpoints        -                            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   x
  lots:checkpoint             checkpoint-of-lot            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   x
  reviews:checkpoint          checkpoint-of-session        l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   x
  accounts:register_key       -                            l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   x
  accounts:key_challenge      -                            l   x   x   x   x   x   -   -   x   -   x   x   x   x   x   x
  reviews:timer               session                      l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  reviews:screen_address      session                      l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  reviews:paper_new           turn                         l   x   x   x   x   x   a   a   x   x   x   x   x   x   x   x
  reviews:paper_enter         paper                        l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   x
  reviews:paper_settle        paper                        l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   x
  reviews:paper_scan          paper                        l   x   x   x   x   x   a   a   x   a   x   x   x   x   x   x
  reviews:sheet_save          sheet-draft                  l   x   x   x   x   x   x   x   o   -   x   x   x   x   x   x
  desk:save_filter            -                            l   a
  desk:drop_filter            saved-filter                 l   o
  notifications:follow        notice                       l   o
  accounts:profile_edit       organisation                 l   o   o   x   x   x   x   x   x   x   x   x   x   x   x   x
  accounts:proof_new          organisation                 l   o   o   x   x   x   x   x   x   x   x   x   x   x   x   x
  accounts:proof_remove       proof                        l   o   o   x   x   x   x   x   x   x   x   x   x   x   x   x
  accounts:rd_body_new        organisation                 l   o   o   x   x   x   x   x   x   x   x   x   x   x   x   x
  accounts:rd_body_edit       rd-body                      l   o   o   x   x   x   x   x   x   x   x   x   x   x   x   x
  accounts:rd_body_remove     rd-body                      l   o   o   x   x   x   x   x   x   x   x   x   x   x   x   x
  notifications:read          notice                       l   o
  notifications:retry_all     -                            l   x   x   x   x   x   a   a   x   x   x   x   x   a   x   x
  notifications:retry         delivery                     l   x   x   x   x   x   a   a   x   x   x   x   x   a   x   x
"""

SEES, HIDDEN, DENIED, SIGN_IN, POST_ONLY, ELSEWHERE = "200", "404", "403", "sign-in", "405", "elsewhere"

_CELLS = {
    "a": (SEES, SEES),
    "o": (SEES, HIDDEN),
    "-": (HIDDEN, HIDDEN),
    "x": (DENIED, DENIED),
    "f": (DENIED, HIDDEN),
    "d": (SEES, DENIED),
    "l": (SIGN_IN, SIGN_IN),
    "m": (POST_ONLY, POST_ONLY),
    ">": (ELSEWHERE, ELSEWHERE),
    "r": (ELSEWHERE, HIDDEN),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the URL by its name, the thing behind it (empty when it has none), the verb or row in the address."""

    name: str
    thing: str
    verb: str
    cells: dict[str, str]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.name, self.thing, self.verb)))

    def url(self, found: Model | None = None) -> str:
        """The address, with this row of the thing where it speaks of one."""
        return reverse(self.name, args=(*(address(found) if found else ()), *filter(None, self.verb.split("/"))))

    def expected(self, role: str) -> tuple[str, str]:
        """What the role gets: for its own, for another's."""
        return _CELLS[self.cells[role]]


def rows(table: str) -> tuple[Row, ...]:
    """The rows of a table. Raises ValueError for one that is not whole or stands twice."""
    found: dict[tuple[str, ...], Row] = {}
    for line in table.splitlines():
        if not line.startswith("  "):
            continue
        name, of, *cells = line.split()
        thing, _, verb = ("" if of == "-" else of).partition("/")
        if len(cells) <= 2:
            cells = [cells[0], *[cells[-1]] * (len(ROLES) - 1)]
        if len(cells) != len(ROLES) or not set(cells) <= _CELLS.keys() or (name, thing, verb) in found:
            raise ValueError(f"not a row: {line}")
        found[name, thing, verb] = Row(name, thing, verb, dict(zip(ROLES, cells, strict=True)))
    return tuple(found.values())


ROWS = rows(GRID)
POST_ROWS = rows(POSTS)

### Consent wordings, version 1.

## The words a guest is shown before an answer is recorded. Once shown they are never changed: a new wording is a new version.

wording-marketing-email = May { $hotel } write to you by e-mail about news and offers? We use your name and e-mail address for this and nothing else, until you say no. You may say no at any time: with the link in each e-mail, at the front desk, or by writing to us. It does not change anything about your stays.
wording-marketing-phone = May { $hotel } call you about offers? We use your name and phone number for this and nothing else, until you say no. You may say no at any time: on the call, at the front desk, or by writing to us. It does not change anything about your stays.
wording-marketing-post = May { $hotel } send you letters about news and offers? We use your name and postal address for this and nothing else, until you say no. You may say no at any time: at the front desk or by writing to us. It does not change anything about your stays.
wording-transactional-email = May { $hotel } write to you by e-mail about your stays: confirmation, arrival, changes and the bill? We use your name and e-mail address for this as long as the stay and the law need it. You may say no at any time, at the front desk or by writing to us.

### The hotel's tablets and computers

tablets-title = Tablets
tablets-lede = Every browser that works with the hotel’s guests: what it has not sent, and whether that is safe.
tablets-text = What each has not sent, and taking one out of use
tablets-refused-title = The tablets are not yours to see
tablets-refused-text = Whoever looks after staff and devices sees them here.
tablets-none = No tablet was set up yet
tablets-none-text = A browser becomes one when somebody signs in there and gives it a name.
tablets-in-use = In use
tablets-replaced = Set up anew
tablets-replaced-text = Its browser threw its storage away and was set up again.
tablets-revoked = Out of use
tablets-revoked-at = Taken out of use { $time }
tablets-lost =
    { $count ->
        [one] { $count } change of { $name } was never received
       *[other] { $count } changes of { $name } were never received
    }
tablets-lost-text = Its browser threw away what it had stored before it was sent. Ask whoever worked there what is missing.
tablets-seen = Seen { $time }
tablets-never = Never seen
tablets-silent = It has not said anything of itself yet.
tablets-app = App { $version }
tablets-free = { $megabytes } MB free
tablets-not-kept = Its browser has not promised to keep what is stored.
tablets-clock-ahead =
    { $minutes ->
        [one] Its clock is { $minutes } minute ahead.
       *[other] Its clock is { $minutes } minutes ahead.
    }
tablets-clock-behind =
    { $minutes ->
        [one] Its clock is { $minutes } minute behind.
       *[other] Its clock is { $minutes } minutes behind.
    }
tablets-lease = Works without the hotel until { $time }
tablets-lease-over = Locked since { $time }, until it reaches the hotel
tablets-unsent = { $count } not sent
tablets-oldest = since { $time }
tablets-rename = Rename
tablets-rename-title = Rename this tablet
tablets-revoke = Take out of use
tablets-revoke-ask = Take { $name } out of use?
tablets-revoke-text = It sends and receives nothing any more, and clears its guests when it next reaches the hotel. To use it again it is set up anew.
tablets-revoke-unsent =
    { $count ->
        [one] { $count } change on it was not sent when it was last heard of. It may hand it over once; it is kept aside here and counts for nothing until somebody decides.
       *[other] { $count } changes on it were not sent when it was last heard of. It may hand them over once; they are kept aside here and count for nothing until somebody decides.
    }
tablets-revoke-nothing = When it was last heard of, everything on it had been sent. Should something be left, it is kept aside here.
tablets-keep = Keep it in use
tablets-aside = Kept aside
tablets-aside-text = These changes have reached the hotel and count for nothing until somebody decides. None is deleted.
tablets-aside-new = New record
tablets-aside-consent = Consent decision
tablets-aside-more = Show more
tablets-aside-let-in = Let it in
tablets-aside-put-away = Put away
tablets-aside-counts = The change counts now.
tablets-aside-gone = Put away. It stays in the hotel’s records and counts for nothing.

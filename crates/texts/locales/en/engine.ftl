# What the engine and the hotel's server say when something did not go as asked. Each says what happened, what is safe and what to do.

problem-consent-text-unknown = This wording is not on this device yet. Nothing was recorded. Wait until the guests are up to date, then ask again.
problem-file-not-taken = The browser did not hand the file over. Nothing is lost. Try again.
problem-guest-not-here = This guest is not on this device. Nothing was changed. Wait until the guests are up to date, then try again.
problem-not-enrolled = This device does not hold the hotel’s guests yet. Nothing was saved. Finish setting it up first.
problem-server-not-reached = The hotel’s server cannot be reached. Try again when there is a connection.
problem-server-refused = The hotel’s server did not accept this. Nothing on this device is lost. Reload the page and try again.
problem-sign-in-first = Please sign in first. What is saved on this device stays here.
problem-undo-changed-since = Somebody has changed this since. Nothing was taken back.
problem-undo-not-possible = This cannot be taken back any more. Nothing was changed.
problem-unsent-no-key = This tablet does not know the hotel’s key for files yet. It is told at its next contact with the hotel’s server. Nothing is lost.
problem-unsent-nothing = There is nothing to save as a file: nothing waits here.
problem-value-not-taken = A value is too long or of the wrong kind. Nothing was saved. Shorten or correct it, then save again.
problem-work-going-on = A change of many guests is still going on. Wait until it has ended, or stop it.
problem-storage-blocked = Another tab holds an older version of Innkeeper open. Close it, then reload this page. Nothing is lost.
problem-storage-full = This device has no space left. The change was not saved. Free some space, then save again.
problem-storage-lost = The browser lost its storage for a moment. What was saved before is safe. Reload the page, then save again.
problem-storage-newer = A newer version of Innkeeper has stored the guests here. Reload the page to use it. Nothing is lost.
problem-storage-other-tab = Another tab has taken over sending. Nothing is lost.
problem-storage-rescued = The browser’s storage did not take the change. It is kept in a rescue file on this device and will be stored as soon as possible. Keep this tab open.
problem-storage-stalled = The browser’s storage does not answer. The change may not be saved. Keep this tab open and try again.
problem-storage-unread = The browser does not hand over what is stored here. It is asked again every second; nothing is lost.

problem-quarantine-author-revoked = The person who made this change no longer worked here. The server keeps it aside.
problem-quarantine-bad-value = A value is too long or of the wrong kind. The server keeps the change aside.
problem-quarantine-device-revoked = This device was taken out of service. The server keeps the change aside.
problem-quarantine-final-entry = A consent decision or a line of points is never corrected, only followed by another. The server keeps the change aside.
problem-quarantine-house-field = Only the house’s own systems write this field. The server keeps the change aside.
problem-quarantine-not-allowed = Your role does not allow this change. The server keeps it aside. Ask whoever manages the devices.
problem-quarantine-not-covered = There are not enough points that this device may redeem. The server keeps the change aside.
problem-quarantine-unknown-entry = The entry it corrects is not there. The server keeps the change aside.
problem-quarantine-unknown-record = The guest it belongs to is not there. The server keeps the change aside.
problem-quarantine-unsupported = The hotel’s server does not know this kind of change yet. It keeps the change aside.
problem-change-not-aside = This change is not kept aside any more. Nothing was changed.
problem-nothing-to-choose = There is nothing this choice fits. Nothing was changed.

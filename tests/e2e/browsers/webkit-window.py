#!/usr/bin/python3
"""A window of WebKitGTK that keeps what it stores: the library's own MiniBrowser forgets everything when a driver starts it.

webkit-window.py PROFILE [FEATURE...] switches features of the library on that Debian's build has off and Safari has on.
"""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402

if "--help" in sys.argv:
    sys.exit(print(__doc__))

profile, wanted = sys.argv[1], set(sys.argv[2:])
data = WebKit2.WebsiteDataManager(base_data_directory=f"{profile}/data", base_cache_directory=f"{profile}/cache")
context = WebKit2.WebContext.new_with_website_data_manager(data)
# The hotel under test has a certificate of its own.
data.set_tls_errors_policy(WebKit2.TLSErrorsPolicy.IGNORE)
data.get_cookie_manager().set_persistent_storage(f"{profile}/cookies.sqlite", WebKit2.CookiePersistentStorage.SQLITE)
context.set_automation_allowed(True)

settings = WebKit2.Settings()
features = WebKit2.Settings.get_all_features()
for at in range(features.get_length()):
    feature = features.get(at)
    if feature.get_identifier() in wanted:
        settings.set_feature_enabled(feature, True)
        wanted.remove(feature.get_identifier())
if wanted:
    sys.exit(f"this WebKitGTK has no {', '.join(sorted(wanted))}")


def opened(_session):
    view = WebKit2.WebView(web_context=context, settings=settings, is_controlled_by_automation=True)
    window = Gtk.Window(default_width=1366, default_height=768)
    window.add(view)
    window.show_all()
    view.connect("close", lambda _view: window.destroy())
    return view


def automated(_context, session):
    version = (WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())
    about = WebKit2.ApplicationInfo()
    about.set_name("WebKitGTK")
    about.set_version(*version)
    session.set_application_info(about)
    session.connect("create-web-view", opened)


context.connect("automation-started", automated)
Gtk.main()

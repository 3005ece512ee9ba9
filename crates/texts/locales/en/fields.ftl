### Names of records and fields, and of the codes they hold. The ids come from the field table.

## Records

entity-guest = Guest
entity-stay = Stay
entity-interaction = Contact
entity-consent = Consent
entity-consent-text = Consent wording
entity-loyalty = Loyalty points
entity-lead = Lead
entity-staff = Member of staff
entity-device = Tablet or computer
entity-segment = Segment
entity-list-view = Saved view
entity-property = Hotel

## Guest

field-guest-number = Guest number
field-guest-name-prefix = Form of address
field-guest-given-name = Given name
field-guest-middle-name = Middle name
field-guest-surname = Surname
field-guest-surname2 = Second surname
field-guest-name-suffix = After the name
field-guest-native-name = Name in another script
field-guest-gender = Gender
field-guest-birth-date = Birthday
field-guest-nationality = Nationality
field-guest-language = Writes in
field-guest-profession = Profession
field-guest-email = E-mail
field-guest-phone = Phone
field-guest-more-emails = More e-mail addresses
field-guest-more-phones = More phone numbers
field-guest-address-line1 = Street
field-guest-address-line2 = Address, second line
field-guest-city = Town
field-guest-postal-code = Postal code
field-guest-country = Country
field-guest-vip = VIP code
field-guest-company-name = Company
field-guest-dietary = Diet
field-guest-allergies = Allergies
field-guest-accessibility = Accessibility
field-guest-preferences = Preferences
field-guest-tags = Tags
field-guest-car-registration = Number plate
field-guest-owner = Looked after by
field-guest-restricted = Not to be booked
field-guest-restriction-reason = Why not
field-guest-stage = Stage
field-guest-source = Came through
field-guest-external-ref = Number in another system
field-guest-may-be = May be the same person
field-guest-not-duplicate-of = Not the same person as
code-guest-gender-female = Female
code-guest-gender-male = Male
code-guest-gender-other = Other
code-guest-stage-potential = Potential
code-guest-stage-first-time = First-time
code-guest-stage-opportunity = Opportunity
code-guest-stage-long-term = Long-term
code-guest-stage-loyal = Loyal
code-guest-stage-dormant = Dormant
code-guest-stage-lost = Lost

## Stay

field-stay-confirmation-number = Confirmation number
field-stay-channel-number = Number at the channel
field-stay-guest = Guest
field-stay-property = House
field-stay-status = Status
field-stay-booked-on = Booked
field-stay-cancelled-on = Cancelled
field-stay-arrival = Arrival
field-stay-departure = Departure
field-stay-room-type-booked = Room type booked
field-stay-room-type-charged = Room type charged
field-stay-room-number = Room
field-stay-adults = Adults
field-stay-children = Children
field-stay-board = Meals
field-stay-market-segment = Market segment
field-stay-channel = Booked through
field-stay-travel-agent = Travel agent
field-stay-company = Company
field-stay-customer-type = Kind of guest
field-stay-rate-plan = Rate plan
field-stay-rate-per-night = A night
field-stay-total = In all
field-stay-currency = Currency
field-stay-deposit = Deposit
field-stay-special-requests-count = Special requests
field-stay-parking = Parking places
field-stay-external-ref = Number in another system
field-stay-notes = Notes on this stay
code-stay-status-inquiry = Asked for
code-stay-status-optional = Held
code-stay-status-confirmed = Booked
code-stay-status-in-house = Here now
code-stay-status-checked-out = Stayed
code-stay-status-cancelled = Cancelled
code-stay-status-no-show = Did not come

## Contact

field-interaction-type = Kind
field-interaction-direction = Direction
field-interaction-channel = Channel
field-interaction-subject = Subject
field-interaction-body = Text
field-interaction-at = When
field-interaction-user = Who
field-interaction-department = Department
field-interaction-outcome = Result
field-interaction-followup-at = Come back to it
field-interaction-private = Only for me
code-interaction-type-call = Call
code-interaction-type-email = E-mail
code-interaction-type-sms = Text message
code-interaction-type-whatsapp = WhatsApp
code-interaction-type-meeting = Meeting
code-interaction-type-visit = Visit
code-interaction-type-note = Note
code-interaction-type-social = Social media
code-interaction-type-web = Website
code-interaction-type-survey = Survey
code-interaction-type-campaign = Campaign
code-interaction-type-stay = Stay
code-interaction-direction-inbound = From the guest
code-interaction-direction-outbound = To the guest
code-interaction-direction-internal = Within the house

## Consent

field-consent-guest = Guest
field-consent-lead = Lead
field-consent-purpose = What for
field-consent-channel = How
field-consent-decision = Answer
field-consent-lawful-basis = Legal ground
field-consent-text = Wording
field-consent-text-id = Name of the wording
field-consent-text-version = Version of the wording
field-consent-text-locale = Language of the wording
field-consent-text-sha256 = Fingerprint of the wording
field-consent-controller = Asked in the name of
field-consent-source = Asked through
field-consent-source-detail = Where exactly
field-consent-collector = Asked by
field-consent-device = On
field-consent-method = Given by
field-consent-witness = Witness
field-consent-occurred-at = When
field-consent-recorded-at = Reached the server
field-consent-evidence = Evidence
field-consent-jurisdiction = Law that applies
field-consent-expires-at = Ends
field-consent-previous = Answer before
code-consent-purpose-marketing = News and offers
code-consent-purpose-loyalty = Guest club
code-consent-purpose-survey = Questions after a stay
code-consent-purpose-tracking = Visits to the website
code-consent-purpose-profiling = Offers chosen by habits
code-consent-purpose-partner = Offers of partners
code-consent-purpose-transactional = Messages about a stay
code-consent-channel-email = By e-mail
code-consent-channel-sms = By text message
code-consent-channel-phone = By phone
code-consent-channel-post = By post
code-consent-channel-whatsapp = By WhatsApp
code-consent-channel-push = By notification
code-consent-channel-web = On the website
code-consent-decision-granted = Yes
code-consent-decision-refused = No
code-consent-decision-withdrawn = Withdrawn
code-consent-decision-pending = To be confirmed
code-consent-decision-expired = Ended
code-consent-lawful-basis-consent = Consent
code-consent-lawful-basis-contract = Contract
code-consent-lawful-basis-legal-obligation = Legal duty
code-consent-lawful-basis-legitimate-interest = Legitimate interest
code-consent-source-widget = Form on a website
code-consent-source-fair = Fair
code-consent-source-staff = Member of staff
code-consent-source-import = Import
code-consent-method-tick = Ticked
code-consent-method-signature = Signed
code-consent-method-double-opt-in = Confirmed by e-mail
code-consent-method-verbal = Said
code-consent-method-unsubscribe = Unsubscribed
code-consent-method-import = Import
consent-standing-granted = Yes
consent-standing-refused = No
consent-standing-withdrawn = Withdrawn
consent-standing-pending = To be confirmed
consent-standing-expired = Ended
consent-standing-not-asked = Not asked
consent-light-yes = May e-mail
consent-light-stays-only = Stays only
consent-light-no = No
consent-light-not-asked = Not asked
field-wording-text-id = Name of the wording
field-wording-version = Version
field-wording-locale = Language
field-wording-sha256 = Fingerprint
field-wording-purpose = What for
field-wording-text = Wording
code-wording-purpose-marketing = News and offers
code-wording-purpose-loyalty = Guest club
code-wording-purpose-survey = Questions after a stay
code-wording-purpose-tracking = Visits to the website
code-wording-purpose-profiling = Offers chosen by habits
code-wording-purpose-partner = Offers of partners
code-wording-purpose-transactional = Messages about a stay

## Points

field-loyalty-points = Points
field-loyalty-reason = Reason
field-loyalty-reference = About
field-loyalty-device = Device
code-loyalty-reason-earned = Earned
code-loyalty-reason-redeemed = Redeemed
code-loyalty-reason-adjusted = Put right
code-loyalty-reason-expired = Expired
code-loyalty-reason-allowance = Set aside for a device

## Lead

field-lead-name-prefix = Form of address
field-lead-given-name = Given name
field-lead-surname = Surname
field-lead-native-name = Name in own script
field-lead-company-name = Company
field-lead-job-title = Position
field-lead-email = E-mail
field-lead-phone = Phone
field-lead-city = Town
field-lead-country = Country
field-lead-language = Writes in
field-lead-source = Came through
field-lead-source-detail = Where exactly
field-lead-captured-at = Met on
field-lead-captured-by = Met by
field-lead-interests = Interests
field-lead-travel-period = When they travel
field-lead-room-nights = Room nights
field-lead-budget = Budget
field-lead-currency = Currency
field-lead-grade = How warm
field-lead-status = Status
field-lead-next-step = Next step
field-lead-first-followup-at = First answered
field-lead-owner = Looked after by
field-lead-duplicate-of = Same person as
field-lead-converted-to = Became the guest
field-lead-tags = Tags
field-lead-notes = Notes
code-lead-source-trade-show = Trade fair
code-lead-source-website = Website
code-lead-source-referral = Recommended
code-lead-source-agent = Agent
code-lead-source-walk-in = Walked in
code-lead-source-phone = Phone
code-lead-source-import = Import
code-lead-source-campaign = Campaign
code-lead-interests-group = Groups
code-lead-interests-mice = Meetings
code-lead-interests-fit = Tour series
code-lead-interests-corporate = Business travel
code-lead-interests-wedding = Weddings
code-lead-interests-leisure = Holidays
code-lead-grade-a = A, within 24 hours
code-lead-grade-b = B, within 48 hours
code-lead-grade-c = C, this month
code-lead-grade-d = D, just keep
code-lead-status-new = New
code-lead-status-working = Being answered
code-lead-status-qualified = Worth pursuing
code-lead-status-unqualified = Not for us
code-lead-status-converted = Became a guest

## Staff and devices

field-staff-name = Name
field-staff-email = E-mail
field-staff-roles = Roles
field-staff-department = Department
field-staff-language = Language
field-staff-active = Works here
role-sales = Sales
role-service = Guest service
role-director = CRM marketing director
role-analyst = Marketing analyst
role-campaign = Campaign manager
role-segment = Segment manager
role-channel = Channel manager
role-privacy = Privacy officer
role-it-admin = IT administrator
code-staff-roles-sales = Sales
code-staff-roles-service = Guest service
code-staff-roles-director = CRM marketing director
code-staff-roles-analyst = Marketing analyst
code-staff-roles-campaign = Campaign manager
code-staff-roles-segment = Segment manager
code-staff-roles-channel = Channel manager
code-staff-roles-privacy = Privacy officer
code-staff-roles-it-admin = IT administrator
field-device-name = Name
field-device-number = Number
field-device-kind = Kind
field-device-enrolled-at = Set up on
field-device-enrolled-by = Set up by
field-device-revoked = No longer in use
code-device-kind-desktop = Computer
code-device-kind-tablet = Tablet
code-device-kind-phone = Phone

## Segment

field-segment-name = Name
field-segment-description = What it is for
field-segment-rule = Question
field-segment-versions = Earlier questions

## Saved view

field-list-view-name = Name
field-list-view-rule = Filters
field-list-view-sort = Sorted by
field-list-view-columns = Columns
field-list-view-shared = For everybody
field-list-view-owner = Made by

## Hotel

field-property-name = Hotel's name
field-property-zone = Time zone
field-property-currency = Currency

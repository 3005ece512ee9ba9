### Consent wordings, version 1.

## The words a guest is shown before an answer is recorded. Once shown they are never changed: a new wording is a new version.

wording-marketing-email = { $hotel } 可以通过电子邮件向您发送资讯与优惠吗？我们仅为此使用您的姓名和邮箱地址，直至您表示不愿意。您可随时拒绝：点击每封邮件中的链接、告知前台或写信给我们。这不影响您的入住。
wording-marketing-phone = { $hotel } 可以致电您介绍优惠吗？我们仅为此使用您的姓名和电话号码，直至您表示不愿意。您可随时拒绝：在通话中、告知前台或写信给我们。这不影响您的入住。
wording-marketing-post = { $hotel } 可以通过邮寄向您发送资讯与优惠吗？我们仅为此使用您的姓名和邮寄地址，直至您表示不愿意。您可随时拒绝：告知前台或写信给我们。这不影响您的入住。
wording-transactional-email = { $hotel } 可以就您的入住通过电子邮件与您联系吗：确认、到店、变更和账单？我们在入住及法律所需期间为此使用您的姓名和邮箱地址。您可随时拒绝，告知前台或写信给我们。

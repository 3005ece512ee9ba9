### Problems with values.

## What was found in something typed or imported; the value is kept as given

problem-money-not-an-amount = “{ $given }”不是金额。请填写数字，例如 1140.00
problem-money-ambiguous = “{ $given }”有两种读法，已按 { $taken } 处理。
problem-money-rounded = { $currency } 的小数位少于“{ $given }”，已按 { $taken } 处理。
problem-money-too-large = “{ $given }”过大，无法保存。
problem-money-other-currency = “{ $given }”的货币不是 { $currency }。
problem-email-empty = 请填写邮箱地址。
problem-email-no-at = 请补上 @ 及其后的部分。
problem-email-no-local-part = 请补上 @ 之前的部分。
problem-email-no-domain = 请补上 @ 之后的部分。
problem-email-domain-without-dot = 请补上点之后的部分，例如 { $domain }.com
problem-email-character = 邮箱地址中不能有“{ $character }”。
problem-email-dots = “{ $given }”中多了一个点。
problem-email-too-long = “{ $given }”超过了邮件服务器允许的长度。
problem-email-domain = “{ $domain }”不是有效的邮件域名。
problem-email-unusual = “{ $given }”的写法大多数邮件程序不接受。
problem-email-several = “{ $given }”中有多个地址，已采用 { $taken }。
problem-email-travel-site = 该地址属于 { $site }，离店后可能失效。
problem-phone-no-digits = “{ $given }”中没有数字。
problem-phone-too-short = “{ $given }”对该国家或地区来说太短。
problem-phone-too-long = “{ $given }”对该国家或地区来说太长。
problem-phone-unknown-country = “{ $given }”开头的区号不属于任何国家或地区。
problem-phone-no-country = 请以 + 和国家区号开头，或选择国家。
problem-phone-character = “{ $given }”的数字中夹有字母或符号。
problem-phone-several = “{ $given }”中有多个号码，已采用 { $taken }。
problem-name-no-letters = “{ $given }”中没有文字。
problem-name-parts-guessed = “{ $given }”的姓名部分是推测的，请核对。
problem-stay-ends-before-it-begins = 离店日期 { $departure } 早于入住日期 { $arrival }。

## Forms

problem-not-a-number = “{ $given }”不是数字。
problem-not-a-day = “{ $given }”不是有效日期。

## Storage and connection: what happened, what was kept, what to do

problem-engine-silent = 未能提交更改。之前保存的内容都在，请重试。

## Contacts

problem-email-placeholder = “{ $given }”表示没有邮箱。请留空或填写邮箱。

using Ledger.Rules;

namespace Ledger.Distribution.Domain;

public sealed record IbanMalformed() : Rejection("bank-account.iban-malformed", RejectionKind.Invalid, new(
    "The IBAN does not have the form of its country: two letters, two check digits, then letters and digits, without blanks.",
    "IBAN 格式与所属国家不符：应为两位字母、两位校验数字，其后为字母和数字，不含空格。"));

public sealed record IbanCheckDigits() : Rejection("bank-account.iban-check", RejectionKind.Invalid, new(
    "The check digits of the IBAN are wrong: something was mistyped.", "IBAN 校验数字不正确，请核对是否录入错误。"));

public sealed record BicMalformed() : Rejection("bank-account.bic-malformed", RejectionKind.Invalid, new(
    "A BIC has 8 or 11 capital letters and digits, the fifth and sixth of them the country.", "BIC 应为 8 或 11 位大写字母和数字，第 5、6 位为国家代码。"));

public sealed record AccountNumberMalformed() : Rejection("bank-account.account-malformed", RejectionKind.Invalid, new(
    "The account number has digits only: 6 to 34 in China, 4 to 17 in the United States.", "账号只能为数字：中国 6 至 34 位，美国 4 至 17 位。"));

public sealed record CardCheckDigit() : Rejection("bank-account.card-check", RejectionKind.Invalid, new(
    "The check digit of the card number is wrong: a digit was mistyped.", "卡号校验位不正确，请核对是否录入错误。"));

public sealed record CnapsMalformed() : Rejection("bank-account.cnaps-malformed", RejectionKind.Invalid, new(
    "A CNAPS code has twelve digits.", "支付系统行号（联行号）应为 12 位数字。"));

public sealed record CnapsCheckDigit() : Rejection("bank-account.cnaps-check", RejectionKind.Invalid, new(
    "The check digit of the CNAPS code is wrong: a digit was mistyped.", "支付系统行号（联行号）校验位不正确，请核对是否录入错误。"));

public sealed record RoutingMalformed() : Rejection("bank-account.routing-malformed", RejectionKind.Invalid, new(
    "An ABA routing number has nine digits.", "ABA 路由号码应为 9 位数字。"));

public sealed record RoutingCheckDigit() : Rejection("bank-account.routing-check", RejectionKind.Invalid, new(
    "The check digit of the routing number is wrong: a digit was mistyped.", "ABA 路由号码校验位不正确，请核对是否录入错误。"));

public sealed record BankNameMalformed() : Rejection("bank-account.name-malformed", RejectionKind.Invalid, new(
    "The name holds a control character.", "名称中含有控制字符。"));

public sealed record SchemeCurrency(Currency Given, string Only) : Rejection("bank-account.currency-scheme", RejectionKind.Invalid, new(
    $"An account of this scheme is kept in {Only}, not in {Given.Code}.", $"该类账户的币种应为 {Only}，而非 {Given.Code}。"));

public sealed record BankAccountUnknown() : Rejection("bank-account.unknown", RejectionKind.NotFound, new(
    "There is no such bank account in this consortium.", "该联合体中没有此银行账户。"));

public sealed record BankAccountExists(string Reference) : Rejection("bank-account.exists", RejectionKind.Conflict, new(
    $"A bank account {Reference} is registered with other details. Register the new one under another reference.",
    $"编号 {Reference} 的银行账户已登记且内容不同，新账户请使用其他编号登记。"));

public sealed record BankAccountPayerOnly() : Rejection("bank-account.payer-role", RejectionKind.Forbidden, new(
    "An account that the consortium pays from is registered by a finance officer.", "联合体付款账户只能由财务人员登记。"));

public sealed record BankAccountReceiverOnly() : Rejection("bank-account.receiver-role", RejectionKind.Forbidden, new(
    "An account that a party is paid to is registered by a signatory of that party.", "成员收款账户只能由该成员的签署人登记。"));

public sealed record BankAccountNotOwn(string Party) : Rejection("bank-account.not-own", RejectionKind.Forbidden, new(
    $"Only {Party} retires its bank account.", $"只有 {Party} 可以停用其银行账户。"));

public sealed record BankAccountSamePerson() : Rejection("bank-account.same-person", RejectionKind.Forbidden, new(
    "Whoever registered the bank account cannot approve it: a second person does.", "登记银行账户的人员不能自行复核，须由另一人复核。"));

public sealed record BankAccountOtherDetails() : Rejection("bank-account.other-details", RejectionKind.Conflict, new(
    "The digest is not that of the registered details: read the account again and decide anew.", "摘要与所登记的账户信息不符，请重新查看后再决定。"));

public sealed record BankAccountIsRetired() : Rejection("bank-account.retired", RejectionKind.Conflict, new(
    "The bank account is retired.", "该银行账户已停用。"));

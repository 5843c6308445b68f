using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>What must hold of bank details. No rejection repeats a number: rejections are logged and shown.</summary>
internal static class BankDetailsRules
{
    private const int AccountLength = 34;
    private const int CnapsLength = 12;
    private const int RoutingLength = 9;

    /// <summary>The first rule that is broken, or null.</summary>
    public static Rejection? Broken(BankDetails details, Currency currency) =>
        Name("holder", details.Holder)
        ?? (details.BankName is { } bank ? Name("bankName", bank) : null)
        ?? details.Scheme switch
        {
            BankScheme.Iban => Iban(details),
            BankScheme.Cnaps => Cnaps(details) ?? Currencies(currency, "CNY"),
            _ => Aba(details) ?? Currencies(currency, "USD"),
        };

    private static Rejection? Name(string field, string text) =>
        TextRules.Broken(field, text) is { } broken ? broken
        : text.Length > DistributionLimits.BankName ? Problems.TooLong(field, DistributionLimits.BankName)
        : text.Any(char.IsControl) ? new BankNameMalformed { Field = field }
        : null;

    private static Rejection? Iban(BankDetails details) =>
        !BankNumbers.IsIbanForm(details.Account) ? new IbanMalformed { Field = "account" }
        : !BankNumbers.IbanChecks(details.Account) ? new IbanCheckDigits { Field = "account" }
        : details.Bank is { } bic && !BankNumbers.IsBic(bic) ? new BicMalformed { Field = "bank" }
        : null;

    private static Rejection? Cnaps(BankDetails details) =>
        !BankNumbers.AreDigits(details.Account, 6, AccountLength) ? new AccountNumberMalformed { Field = "account" }
        : BankNumbers.IsCard(details.Account) && !BankNumbers.LuhnChecks(details.Account) ? new CardCheckDigit { Field = "account" }
        : details.Bank is null ? Problems.Missing("bank")
        : !BankNumbers.AreDigits(details.Bank, CnapsLength, CnapsLength) ? new CnapsMalformed { Field = "bank" }
        : !BankNumbers.CnapsChecks(details.Bank) ? new CnapsCheckDigit { Field = "bank" }
        : null;

    private static Rejection? Aba(BankDetails details) =>
        !BankNumbers.AreDigits(details.Account, 4, 17) ? new AccountNumberMalformed { Field = "account" }
        : details.Bank is null ? Problems.Missing("bank")
        : !BankNumbers.AreDigits(details.Bank, RoutingLength, RoutingLength) ? new RoutingMalformed { Field = "bank" }
        : !BankNumbers.RoutingChecks(details.Bank) ? new RoutingCheckDigit { Field = "bank" }
        : null;

    private static SchemeCurrency? Currencies(Currency currency, string only) =>
        currency.Code == only ? null : new SchemeCurrency(currency, only) { Field = "currency" };
}

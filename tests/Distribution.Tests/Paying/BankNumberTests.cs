using Ledger.Distribution.Domain;
using Ledger.Rules;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests.Paying;

/// <summary>Forms and check digits of bank numbers, by numbers that others published.</summary>
public sealed class BankNumberTests
{
    // Examples of the IBAN registry (SWIFT), one a country.
    [Theory]
    [InlineData("DE89370400440532013000")]
    [InlineData("GB29NWBK60161331926819")]
    [InlineData("FR1420041010050500013M02606")]
    [InlineData("NO9386011117947")]
    [InlineData("CH9300762011623852957")]
    public void Published_ibans_are_sound(string iban)
    {
        Assert.True(BankNumbers.IsIbanForm(iban) && BankNumbers.IbanChecks(iban));
        // No single digit can be mistyped unseen.
        for (var i = 4; i < iban.Length; i++)
        {
            if (!char.IsAsciiDigit(iban[i])) continue;
            var other = iban[..i] + (char)('0' + ((iban[i] - '0' + 1) % 10)) + iban[(i + 1)..];
            Assert.False(BankNumbers.IbanChecks(other));
        }
    }

    [Theory]
    [InlineData("DE8937040044053201300")] // one short
    [InlineData("de89370400440532013000")]
    [InlineData("DE89 3704 0044 0532 0130 00")]
    [InlineData("")]
    public void Other_forms_are_no_iban(string text) => Assert.False(BankNumbers.IsIbanForm(text));

    // Payment system codes (支付系统行号) of head offices and clearing centres, as the banks publish them.
    [Theory]
    [InlineData("102100099996")] // ICBC
    [InlineData("103100000026")] // ABC
    [InlineData("104100000004")] // BOC
    [InlineData("105100000017")] // CCB
    [InlineData("301290000007")] // BoCom
    [InlineData("302100011000")] // CITIC
    [InlineData("303100000006")] // Everbright
    [InlineData("304100040000")] // Hua Xia
    [InlineData("305100000013")] // Minsheng
    [InlineData("306581000003")] // GF
    [InlineData("307584007998")] // Ping An
    [InlineData("308584000013")] // CMB
    [InlineData("309391000011")] // Industrial
    [InlineData("310290000013")] // SPDB
    [InlineData("403100000004")] // PSBC
    public void Published_cnaps_codes_are_sound(string code)
    {
        Assert.True(BankNumbers.CnapsChecks(code));
        for (var i = 0; i < code.Length; i++)
            Assert.False(BankNumbers.CnapsChecks(code[..i] + (char)('0' + ((code[i] - '0' + 1) % 10)) + code[(i + 1)..]));
    }

    // Federal Reserve banks of Boston, New York and San Francisco.
    [Theory]
    [InlineData("011000015")]
    [InlineData("021001208")]
    [InlineData("121000374")]
    public void Published_routing_numbers_are_sound(string number)
    {
        Assert.True(BankNumbers.RoutingChecks(number));
        Assert.False(BankNumbers.RoutingChecks(number[..8] + (char)('0' + ((number[8] - '0' + 1) % 10))));
    }

    // The example of ISO/IEC 7812-1, annex B.
    [Fact]
    public void The_standards_example_of_luhn_is_sound()
    {
        Assert.True(BankNumbers.LuhnChecks("79927398713"));
        Assert.All(Enumerable.Range(0, 10).Where(digit => digit != 3), digit => Assert.False(BankNumbers.LuhnChecks($"7992739871{digit}")));
    }

    [Theory]
    [InlineData("iban", "DE89370400440532013001", null, "EUR", "bank-account.iban-check", "account")]
    [InlineData("iban", "DE893704004405320130", null, "EUR", "bank-account.iban-malformed", "account")]
    [InlineData("iban", "DE89370400440532013000", "DEUTDEF", "EUR", "bank-account.bic-malformed", "bank")]
    [InlineData("iban", "DE89370400440532013000", "DEUTDEFF", "EUR", null, null)]
    [InlineData("cnaps", "12345", "102100099996", "CNY", "bank-account.account-malformed", "account")]
    [InlineData("cnaps", "6222020200112233447", "102100099996", "CNY", "bank-account.card-check", "account")]
    [InlineData("cnaps", "6222020200112233446", "102100099997", "CNY", "bank-account.cnaps-check", "bank")]
    [InlineData("cnaps", "6222020200112233446", "10210009999", "CNY", "bank-account.cnaps-malformed", "bank")]
    [InlineData("cnaps", "6222020200112233446", null, "CNY", "input.missing", "bank")]
    [InlineData("cnaps", "6222020200112233446", "102100099996", "USD", "bank-account.currency-scheme", "currency")]
    [InlineData("aba", "123456789", "021001209", "USD", "bank-account.routing-check", "bank")]
    [InlineData("aba", "123456789", "02100120", "USD", "bank-account.routing-malformed", "bank")]
    [InlineData("aba", "123456789", "021001208", "CNY", "bank-account.currency-scheme", "currency")]
    [InlineData("aba", "123456789", "021001208", "USD", null, null)]
    public void Details_are_checked_and_no_rejection_repeats_a_number(string scheme, string account, string? bank, string currency, string? code, string? field)
    {
        var details = new BankDetails(KebabCase.Find<BankScheme>(scheme)!.Value, "甲公司", account, bank, null);
        var broken = BankDetailsRules.Broken(details, Currency.Of(currency));
        Assert.Equal((code, field), (broken?.Code, broken?.Field));
        if (broken is not null) Assert.DoesNotContain(account, broken.Message.En + broken.Message.Zh, StringComparison.Ordinal);
        Assert.DoesNotContain(account, details.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_within_what_a_bank_takes()
    {
        var details = new BankDetails(BankScheme.Iban, new string('a', DistributionLimits.BankName + 1), "DE89370400440532013000", null, null);
        Assert.Equal("input.too-long", BankDetailsRules.Broken(details, Usd)!.Code);
        Assert.Equal("bank-account.name-malformed", BankDetailsRules.Broken(details with { Holder = "a\u0007b" }, Usd)!.Code);
        Assert.Equal("input.blank", BankDetailsRules.Broken(details with { Holder = " " }, Usd)!.Code);
    }
}

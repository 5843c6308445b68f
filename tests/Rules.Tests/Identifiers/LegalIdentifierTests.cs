using CsCheck;

namespace Ledger.Rules.Tests;

public sealed class LegalIdentifierTests
{
    // The example of GB 32100-2015 and codes that companies print on their licences.
    [Theory]
    [InlineData("91350100M000100Y43")]
    [InlineData("9144030071526726XG")]
    [InlineData("914403001922038216")]
    public void A_published_credit_code_is_sound(string code) => Assert.Null(UnifiedSocialCreditCode.Check(code, "uscc"));

    // By hand: only the first place is not zero, 1 x 1 = 1, so the check value is 31 - 1 = 30, the letter Y.
    [Fact]
    public void A_check_character_computed_by_hand_is_taken() => Assert.Null(UnifiedSocialCreditCode.Check("10000000000000000Y", "uscc"));

    [Theory]
    [InlineData("91350100M000100Y4", "identifier.uscc-malformed")]
    [InlineData("91350100M000100Y433", "identifier.uscc-malformed")]
    [InlineData("91350100m000100Y43", "identifier.uscc-malformed")]
    [InlineData("91350100I000100Y43", "identifier.uscc-malformed")]
    [InlineData("", "identifier.uscc-malformed")]
    [InlineData("91350100M000100Y44", "identifier.uscc-check")]
    [InlineData("19350100M000100Y43", "identifier.uscc-check")]
    public void A_wrong_credit_code_is_refused(string code, string refusal)
    {
        var rejection = UnifiedSocialCreditCode.Check(code, "parties[0].uscc")!;
        Assert.Equal((refusal, "parties[0].uscc", code), (rejection.Code, rejection.Field, rejection.Value));
    }

    // Identifiers that the global foundation and the companies publish.
    [Theory]
    [InlineData("5493001KJTIIGC8Y1R12")]
    [InlineData("HWUPKR0MPOU8FGXBT394")]
    [InlineData("7LTWFZYICNSX8D621K86")]
    public void A_published_entity_identifier_is_sound(string identifier) => Assert.Null(LegalEntityIdentifier.Check(identifier, "lei"));

    // By hand: the digits before are all zero, so the number is its check digits, and 98 = 97 + 1.
    [Fact]
    public void Check_digits_computed_by_hand_are_taken() => Assert.Null(LegalEntityIdentifier.Check("00000000000000000098", "lei"));

    [Theory]
    [InlineData("5493001KJTIIGC8Y1R1", "identifier.lei-malformed")]
    [InlineData("5493001kjtiigc8y1r12", "identifier.lei-malformed")]
    [InlineData("5493001KJTIIGC8Y1RAB", "identifier.lei-malformed")]
    [InlineData("5493001KJTIIGC8Y1R13", "identifier.lei-check")]
    [InlineData("5493001KJTIICG8Y1R12", "identifier.lei-check")]
    public void A_wrong_entity_identifier_is_refused(string identifier, string refusal)
    {
        var rejection = LegalEntityIdentifier.Check(identifier, "lei")!;
        Assert.Equal((refusal, "lei", identifier), (rejection.Code, rejection.Field, rejection.Value));
    }

    // 31 and 97 are primes: whichever single character is mistyped, the sum is no longer what it must be.
    [Fact]
    public void One_mistyped_character_is_always_found() =>
        Gen.Select(Gen.Int[0, 17], Gen.Int[1, 30]).Sample((place, step) =>
        {
            const string alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
            var code = "91350100M000100Y43".ToCharArray();
            code[place] = alphabet[(alphabet.IndexOf(code[place], StringComparison.Ordinal) + step) % alphabet.Length];
            Assert.Equal("identifier.uscc-check", UnifiedSocialCreditCode.Check(new string(code), "uscc")?.Code);
        });
}

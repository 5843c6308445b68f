using Ledger.Cli.Connection;

namespace Ledger.Cli.Tests.Connection;

public sealed class PkceTests
{
    // RFC 7636, appendix B.
    [Fact]
    public void The_challenge_is_that_of_the_standard() => Assert.Equal(
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", Pkce.Of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").Challenge);

    [Fact]
    public void Each_sign_in_has_a_verifier_of_its_own_of_the_allowed_length_and_characters()
    {
        var verifiers = Enumerable.Range(0, 100).Select(_ => Pkce.New().Verifier).ToList();

        Assert.Equal(100, verifiers.Distinct().Count());
        Assert.All(verifiers, verifier => Assert.Matches("^[A-Za-z0-9_-]{43}$", verifier));
    }
}

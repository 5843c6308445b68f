using System.Security.Cryptography;
using CsCheck;
using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Agreements.Tests.Samples;

namespace Ledger.Agreements.Tests;

/// <summary>How versions of a profile are adopted.</summary>
public sealed class ProfileDeciderTests
{
    private static readonly ProfileDocument National = Authority.Profile("cn");
    private static readonly Period Term = new(new DateOnly(2025, 1, 1), new DateOnly(2030, 12, 31));

    [Fact]
    public void A_signed_version_is_adopted_once()
    {
        var when = Given().When(Adopt(National)).Then<ProfileAdopted>(fact => Assert.Equal(
            ("cn", 1, National.DocumentHash, "cn-national", Convert.ToHexStringLower(SHA256.HashData(Convert.FromBase64String(Authority.PublicKey)))),
            (fact.ProfileId, fact.ProfileVersion, fact.DocumentHash, fact.Signature.Authority, fact.Signature.KeyHash)));
        // Another signature over the same text is no new fact.
        when.ThenState(state => Assert.Equal(Term, state.RulingPeriod(state.Versions[0]))).ThenAgainNothing();
    }

    [Fact]
    public void The_same_version_with_another_text_is_refused() => Given(Adopted(National))
        .When(Adopt(Authority.Profile("cn", ("values/taxCredit.rate/value", "\"0.2\"")))).ThenRejected<ProfileExists>("profile.exists", "document.version");

    [Theory]
    [InlineData(null, "x")]
    [InlineData("cn-national", null)]
    [InlineData("cn-national", " ")]
    public void A_version_without_signature_is_refused(string? authority, string? signature) =>
        Given().When(Adopt(National, authority, signature)).ThenRejected<ProfileUnsigned>("profile.unsigned", "signature");

    [Fact]
    public void A_wrong_signature_is_refused()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var other = Authority.Profile("cn", ("values/taxCredit.rate/value", "\"0.2\""));
        foreach (var wrong in new[] { Authority.Sign(National, stranger), Authority.Sign(other), "AAAA", "no base64!", Authority.Sign(National)[..^8] })
            Given().When(Adopt(National, "cn-national", wrong)).ThenRejected<ProfileSignatureWrong>("profile.signature-wrong", "signature.value");
        Given().When(Adopt(National, "cn-national", new string('A', AgreementLimits.ProfileSignature + 1))).ThenRejected<ProfileSignatureWrong>();
    }

    [Fact]
    public void Only_an_authority_of_the_document_that_the_deployment_trusts_can_sign()
    {
        Given().When(Adopt(National, "us-federal", Authority.Sign(National))).ThenRejected<AuthorityNotNamed>("profile.authority-not-named", "signature.authority");
        var foreign = Authority.Profile("cn", ("authorities", "[\"somebody\"]"));
        Given().When(Adopt(foreign, "somebody", Authority.Sign(foreign))).ThenRejected<AuthorityNotTrusted>("profile.authority-not-trusted", "signature.authority");
    }

    [Fact]
    public void An_authority_may_have_two_keys_while_it_changes_them()
    {
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var both = new AuthorityKeys([("cn-national", Authority.Pem), ("cn-national", next.ExportSubjectPublicKeyInfoPem())]);
        foreach (var signature in new[] { Authority.Sign(National), Authority.Sign(National, next) })
            Assert.NotNull(both.Verify("cn-national", National.CanonicalBytes(), signature));
    }

    [Fact]
    public void A_key_of_another_kind_is_not_configured()
    {
        using var large = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        foreach (var wrong in new[] { large.ExportSubjectPublicKeyInfoPem(), "AAAA", "not a key" })
            Assert.Throws<FormatException>(() => new AuthorityKeys([("a", wrong)]));
    }

    [Fact]
    public void An_override_needs_its_base_tightens_it_and_stays_within_its_days()
    {
        var shandong = Authority.Profile("cn-shandong");
        var basis = new ProfileBase(Authority.National(), Term);
        Given().When(Adopt(shandong)).ThenRejected<ProfileUnknown>("profile.unknown", "document.base");
        Given().When(Adopt(shandong, basis: basis)).Then<ProfileAdopted>(_ => { });
        Given().When(Adopt(Authority.Profile("cn-shandong", ("effective/to", "\"2031-01-01\"")), basis: basis))
            .ThenRejected<ProfileOutsideBase>("profile.outside-base", "document.effective");
        var relaxing = Authority.Profile("cn-shandong", ("values/cert.minSpend", "{\"value\":\"999999.99\",\"mark\":\"own-design\"}"));
        var refused = Given().When(Adopt(relaxing, basis: basis)).ThenRejected<InputRejection>("profile.relaxed", "document.values[\"cert.minSpend\"]");
        Assert.Equal("cert.minSpend: the base cn/1 says 1000000.00 and may only be tightened; 999999.99 relaxes it.", refused.Message.En);
        var deep = basis with { Merged = basis.Merged with { Layers = [.. Enumerable.Repeat(basis.Merged.Layers[0], AgreementLimits.ProfileLayers)] } };
        Given().When(Adopt(shandong, basis: deep)).ThenRejected<ProfileTooDeep>("profile.too-deep", "document.base");
    }

    [Fact]
    public void Days_are_ruled_by_one_version()
    {
        Given(Adopted(National)).When(Adopt(Next("2030-12-31", "2035-12-31"))).ThenRejected<ProfileVersionsOverlap>("profile.versions-overlap", "document.effective");
        Given(Adopted(National)).When(Adopt(Next("2031-01-01", "2035-12-31"))).Then<ProfileAdopted>(_ => { });
        Given(Adopted(National)).When(Adopt(Next("2026-01-01", "2035-12-31", 1))).ThenState(state =>
        {
            Assert.Equal(new Period(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)), state.RulingPeriod(state.Versions[0]));
            Assert.Equal((1, 2), (state.InForce(new DateOnly(2025, 12, 31))!.No, state.InForce(new DateOnly(2026, 1, 1))!.No));
            Assert.Null(state.InForce(new DateOnly(2036, 1, 1)));
        });
        Given(Adopted(National)).When(Adopt(Next("2025-01-01", "2035-12-31", 1))).ThenRejected<ProfileStartsTooEarly>("profile.starts-before-superseded", "document.effective.from");
        Given().When(Adopt(Next("2026-01-01", "2035-12-31", 1))).ThenRejected<ProfileUnknown>("profile.unknown", "document.supersedes");
        var third = Authority.Profile("cn", ("version", "3"), ("supersedes", "1"), ("effective/from", "\"2027-01-01\""));
        Given(Adopted(National), Adopted(Next("2026-01-01", "2035-12-31", 1))).When(Adopt(third)).ThenRejected<ProfileAlreadySuperseded>("profile.already-superseded", "document.supersedes");
    }

    [Fact]
    public void A_profile_has_a_limited_number_of_versions()
    {
        var full = Given(Adopted(National)).State;
        full = full with { Versions = [.. Enumerable.Range(2, AgreementLimits.ProfileVersions).Select(no => full.Versions[0] with { No = no })] };
        Assert.Equal("profile.full", Adopt(National)(full).Rejection!.Code);
    }

    [Fact]
    public void The_fact_can_be_stored() => StoredFacts.Endures(Adopted(National));

    // Versions in any order with any days: whatever is refused, on every day at most one rules.
    [Fact]
    public void On_every_day_at_most_one_version_rules() =>
        Gen.Select(Gen.Int[0, 30], Gen.Int[0, 30], Gen.Int[0, 4]).Array[1, 6].Sample(rows =>
        {
            var state = RegionProfile.None(Id);
            var first = new DateOnly(2025, 1, 1);
            for (var i = 0; i < rows.Length; i++)
            {
                var (from, length, supersedes) = rows[i];
                (string, string?)[] changes =
                [
                    ("values", "{}"), ("version", $"{i + 1}"), ("effective", $"{{\"from\":\"{first.AddDays(from):yyyy-MM-dd}\",\"to\":\"{first.AddDays(from + length):yyyy-MM-dd}\"}}"),
                    ("supersedes", supersedes > 0 && supersedes <= i ? $"{supersedes}" : null),
                ];
                var decision = Adopt(Authority.Profile("cn", changes))(state);
                state = decision.Facts.Aggregate(state, ProfileDecider.Evolve);
                for (var day = 0; day <= 61; day++)
                    Assert.True(state.Versions.Count(version => state.RulingPeriod(version).Contains(first.AddDays(day))) <= 1);
            }
        }, iter: 200);

    private static ProfileDocument Next(string from, string to, int? supersedes = null) => Authority.Profile("cn",
        ("version", "2"), ("effective", $"{{\"from\":\"{from}\",\"to\":\"{to}\"}}"), ("supersedes", supersedes?.ToString()));

    private static Given<RegionProfile> Given(params object[] facts) => GivenWhenThen.Given(RegionProfile.None(Id), ProfileDecider.Evolve, facts);

    private static ProfileAdopted Adopted(ProfileDocument document) => (ProfileAdopted)Adopt(document, basis: null)(RegionProfile.None(Id) with
    {
        // The version that it supersedes.
        Versions = document.Supersedes is { } earlier
            ? [new ProfileVersion(earlier, National.Json, "", Term, null, null, new AuthoritySignature("", "", ""), Administrator, At)] : [],
    }).Facts[0];

    private static Func<RegionProfile, Decision> Adopt(ProfileDocument document, ProfileBase? basis = null) =>
        Adopt(document, document.Authorities[0], Authority.Sign(document), basis);

    private static Func<RegionProfile, Decision> Adopt(ProfileDocument document, string? authority, string? signature, ProfileBase? basis = null) =>
        state => ProfileDecider.Decide(state, new AdoptProfile(document, authority, signature, Authority.Trusted, basis, Administrator, At));
}

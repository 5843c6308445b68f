using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

public sealed class AdoptedAgreementTests
{
    private static readonly AgreementAdopted First = Adoption();

    [Fact]
    public void An_active_version_is_adopted_once_as_it_was_signed() => Given().When(Deciding(First))
        .Then(First)
        .ThenState(state => Assert.Equal((TaihuAgreement.Id, 1, First.DocumentHash), (state.AgreementId, state.AgreementVersion, state.Document!.DocumentHash)))
        .ThenAgainNothing();

    [Fact]
    public void A_document_that_is_not_the_signed_one_is_refused() => Given()
        .When(Deciding(First with { Document = TaihuAgreement.Json(("\"rate\":\"0.10\"", "\"rate\":\"0.11\"")) }))
        .ThenRejected<AgreementNotAsSigned>("agreement.not-as-signed");

    [Fact]
    public void A_malformed_document_is_refused() => Given()
        .When(Deciding(First with { Document = TaihuAgreement.Json(("\"currency\":\"CNY\"", "\"currency\":\"XXQ\"")) }))
        .ThenRejected<InputRejection>("currency.unknown", "currency");

    [Fact]
    public void The_highest_version_that_covers_a_day_is_in_force()
    {
        var document = TaihuAgreement.Json(
            ("\"version\":1", "\"version\":2"), ("\"from\":\"2025-01-01\"", "\"from\":\"2025-07-01\""),
            ("\"accededOn\":\"2025-02-01\"", "\"accededOn\":\"2025-07-01\""));
        var second = TaihuAgreement.Adopt(document, Elsewhere);
        AdoptedAgreement[] adopted = [second, TaihuAgreement.Adopted];
        Assert.Equal(1, AdoptedAgreement.InForce(adopted, new DateOnly(2025, 6, 30))!.AgreementVersion);
        Assert.Equal(2, AdoptedAgreement.InForce(adopted, new DateOnly(2025, 7, 1))!.AgreementVersion);
        Assert.Null(AdoptedAgreement.InForce(adopted, new DateOnly(2024, 12, 31)));
        Assert.Null(AdoptedAgreement.InForce(adopted, new DateOnly(2028, 1, 1)));
    }

    private static AgreementAdopted Adoption()
    {
        var agreement = TaihuAgreement.Adopted;
        return new AgreementAdopted(agreement.AgreementId, agreement.AgreementVersion, agreement.Document!.DocumentHash, agreement.Document.Json, agreement.Source!);
    }

    private static Given<AdoptedAgreement> Given(params object[] facts) =>
        GivenWhenThen.Given(AdoptedAgreement.None(Guid.Empty), AdoptedAgreementDecider.Evolve, facts);

    private static Func<AdoptedAgreement, Decision> Deciding(AgreementAdopted fact) => state => AdoptedAgreementDecider.Decide(state, fact);
}

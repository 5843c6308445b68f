using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Exactly the group of the kind is there, and what it says holds.</summary>
internal static class EvidenceDetailRules
{
    public static Rejection? Broken(EvidenceParticulars said)
    {
        var details = said.Details;
        foreach (var given in details.Given().Where(given => given != said.Kind)) return new DetailsOfAnotherKind(said.Kind, given) { Field = $"details.{Member(given)}" };
        // Who traded a comparable is not always known; the other kinds are not what they say without their group.
        if (said.Kind != EvidenceKind.Comparable && !details.Given().Any()) return Problems.Missing($"details.{Member(said.Kind)}");
        return Named(details) ?? Written(details) ?? Counted(details);
    }

    private static Rejection? Named(EvidenceDetails details)
    {
        foreach (var (field, name) in details.Traders())
        {
            if (EvidenceRules.NoIdentifier(field, name) is { } broken) return broken;
        }

        return details.Invoice is { } invoice && invoice.Seller == invoice.Buyer ? Problems.Duplicate("details.invoice.buyer", invoice.Buyer) : null;
    }

    private static Rejection? Written(EvidenceDetails details)
    {
        (string Field, string? Text)[] texts =
        [
            ("invoice.number", details.Invoice?.Number), ("tenderAward.number", details.TenderAward?.Number),
            ("platformSale.listing", details.PlatformSale?.Listing), ("askingPrice.offer", details.AskingPrice?.Offer),
            ("rateCard.item", details.RateCard?.Item), ("wageSurvey.occupation", details.WageSurvey?.Occupation),
        ];
        foreach (var (field, text) in texts)
        {
            if (text is not null && EvidenceRules.Blank($"details.{field}", text) is { } broken) return broken;
        }

        return details.Per() is { } unit ? EvidenceRules.Blank($"details.{Member(details.Given().First())}.per", unit, RuleLimits.Identifier) : null;
    }

    private static InputRejection? Counted(EvidenceDetails details) => details switch
    {
        { TenderAward.Bidders: < 1 } => Problems.NotPositive("details.tenderAward.bidders", $"{details.TenderAward.Bidders}"),
        { WageSurvey.Sample: < 1 } => Problems.NotPositive("details.wageSurvey.sample", $"{details.WageSurvey.Sample}"),
        { WageSurvey.Percentile: < 1 or > 99 } => Problems.OutOfRange("details.wageSurvey.percentile", $"{details.WageSurvey.Percentile}", "1", "99"),
        _ => null,
    };

    private static string Member(EvidenceKind kind) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}

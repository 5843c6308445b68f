namespace Ledger.Rules;

/// <summary>Reads the inputs of <see cref="AcceptanceChain"/>.</summary>
internal static class AcceptanceReader
{
    private static readonly string[] ConditionNames = ["verifiable", "notCountedElsewhere", "necessary", "allowable", "notFederallyPaid", "inApprovedBudget", "conforms"];

    public static AcceptanceChainInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Valuation(inputs);
        var value = inputs.Number("methodValue");
        var currency = inputs.Has("valueCurrency") ? inputs.Currency("valueCurrency") : null;
        var rate = inputs.OptionalNumber("exchangeRate");
        var robust = inputs.OptionalNumber("robustValue");
        var vat = inputs.OneOf<VatBasis>("vat");
        var vatRate = inputs.OptionalNumber("vatRate");
        var regime = inputs.OneOf<AcceptanceRegime>("regime");
        var item = inputs.Has("item") ? inputs.OneOf<AcceptanceItem>("item") : null;
        var approved = inputs.Has("agencyApproved") ? inputs.Boolean("agencyApproved") : false;
        var conditions = Conditions(inputs);
        var caps = Caps(inputs, terms?.Currency);
        var appraised = inputs.Date("appraisedOn");
        var validity = inputs.Has("validityMonths") ? inputs.Integer("validityMonths", 1, 1200) : null;
        var asset = inputs.OptionalIdentifier("assetId");
        var contributed = inputs.OptionalIdentifiers("contributedAssets");
        var publicFunds = inputs.Boolean("publicFunds");
        var share = inputs.OptionalNumber("nonPublicShare");
        var use = UseShare.ReadOptional(inputs);
        var evidence = inputs.OptionalIdentifiers("evidence");
        return terms is not null && value is { } v && vat is { } tax && regime is { } by && approved is { } yes && appraised is { } on && publicFunds is { } paid
            ? new AcceptanceChainInput(terms, v, currency, rate, robust, tax, vatRate, by, item, yes, conditions, caps, on, validity, asset, contributed, paid, share, use, evidence)
            : null;
    }

    private static CostSharingConditions? Conditions(InputReader inputs)
    {
        if (inputs.OptionalObject("conditions") is not { } entry) return null;
        var read = ConditionNames.Select(entry.Boolean).ToArray();
        entry.Close();
        return read.All(holds => holds is not null)
            ? new CostSharingConditions(read[0]!.Value, read[1]!.Value, read[2]!.Value, read[3]!.Value, read[4]!.Value, read[5]!.Value, read[6]!.Value)
            : null;
    }

    private static AcceptanceCaps Caps(InputReader inputs, Currency? currency)
    {
        if (inputs.OptionalObject("caps") is not { } entry) return new AcceptanceCaps(null, null, null, null, null, null, null, null);
        var caps = new AcceptanceCaps(
            entry.OptionalAmount("fairMarketValue", currency),
            entry.OptionalAmount("fairRental", currency),
            entry.OptionalAmount("bookValue", currency),
            entry.OptionalAmount("depreciation", currency),
            entry.OptionalNumber("newPrice"),
            entry.Has("materialClass") ? entry.OneOf<MaterialClass>("materialClass") : null,
            entry.OptionalNumber("reconditioning"),
            entry.OptionalNumber("commensurate"));
        entry.Close();
        return caps;
    }
}

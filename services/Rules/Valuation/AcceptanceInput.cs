using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>Which law or programme caps a value.</summary>
[JsonConverter(typeof(KebabCaseEnum<AcceptanceRegime>))]
public enum AcceptanceRegime
{
    /// <summary>No cap but the claim.</summary>
    None,

    /// <summary>US cost sharing, 2 CFR 200.306: a cap by item and seven conditions.</summary>
    UsCostSharing,

    /// <summary>At most fair rental value.</summary>
    FairRental,

    /// <summary>At most the lesser of book value and fair market value.</summary>
    BookValueLesser,

    /// <summary>At most the price of the condition class.</summary>
    Copas,
}

/// <summary>What is valued, as the US rule tells items apart.</summary>
[JsonConverter(typeof(KebabCaseEnum<AcceptanceItem>))]
public enum AcceptanceItem
{
    /// <summary>At most fair market value at donation.</summary>
    Supplies,

    /// <summary>Title passes and the award is for acquiring: at most fair market value.</summary>
    EquipmentToAcquire,

    /// <summary>Title passes and the award is for use: depreciation, unless the agency approved fair market value.</summary>
    EquipmentToUse,

    /// <summary>At most fair rental value.</summary>
    LoanedEquipment,

    /// <summary>At most comparable fair rental by an independent appraisal not older than three years.</summary>
    Space,

    /// <summary>Buildings and land: lesser of book and market value, unless the agency approved market value.</summary>
    Property,

    /// <summary>Time of persons: valued by its own methods, not capped here.</summary>
    Services,
}

/// <summary>The seven conditions of 2 CFR 200.306(b); each one must hold.</summary>
public sealed record CostSharingConditions(
    bool Verifiable, bool NotCountedElsewhere, bool Necessary, bool Allowable, bool NotFederallyPaid, bool InApprovedBudget, bool Conforms);

/// <summary>Whether deductible tax is in the value.</summary>
[JsonConverter(typeof(KebabCaseEnum<VatBasis>))]
public enum VatBasis
{
    /// <summary>No tax in it, or none that the contributor could deduct.</summary>
    Excluded,

    /// <summary>Deductible tax at the stated rate is in it and is taken out.</summary>
    Included,

    /// <summary>Nobody knows: refused.</summary>
    Unstated,
}

/// <summary>What the regime looks at; which ones are needed depends on it.</summary>
public sealed record AcceptanceCaps(
    Money? FairMarketValue, Money? FairRental, Money? BookValue, Money? Depreciation, Rational? NewPrice, MaterialClass? MaterialClass, Rational? Reconditioning, Rational? Commensurate);

/// <summary>Inputs of <see cref="AcceptanceChain"/>.</summary>
/// <param name="Terms">From the agreement and the claim.</param>
/// <param name="MethodValue">Value by the method, any precision; above 0.</param>
/// <param name="ValueCurrency">Its currency; null for the agreement's.</param>
/// <param name="ExchangeRate">Units of the agreement's currency for one of the value's; above 0.</param>
/// <param name="RobustValue">Robust lower bound or re-performed value, where there is one; the lower counts.</param>
/// <param name="Vat">Whether deductible tax is in it.</param>
/// <param name="VatRate">With included; above 0, at most 1.</param>
/// <param name="Regime">What caps it.</param>
/// <param name="Item">With us-cost-sharing.</param>
/// <param name="AgencyApproved">With us-cost-sharing: the agency approved market value.</param>
/// <param name="Conditions">With us-cost-sharing.</param>
/// <param name="Caps">What the regime looks at.</param>
/// <param name="AppraisedOn">Day of the appraisal.</param>
/// <param name="ValidityMonths">How long it is good; null for ever (36 for US space in any case).</param>
/// <param name="AssetId">Serial number or asset id.</param>
/// <param name="ContributedAssets">What was contributed before, here or elsewhere.</param>
/// <param name="PublicFunds">Whether public funds paid for a part of it.</param>
/// <param name="NonPublicShare">Share not paid by public funds; 0 to 1; needed with public funds.</param>
/// <param name="Use">Use by log; null where the whole counts.</param>
/// <param name="Evidence">References of the evidence cited.</param>
public sealed record AcceptanceChainInput(
    ValuationTerms Terms,
    Rational MethodValue,
    Currency? ValueCurrency,
    Rational? ExchangeRate,
    Rational? RobustValue,
    VatBasis Vat,
    Rational? VatRate,
    AcceptanceRegime Regime,
    AcceptanceItem? Item,
    bool AgencyApproved,
    CostSharingConditions? Conditions,
    AcceptanceCaps Caps,
    DateOnly AppraisedOn,
    int? ValidityMonths,
    string? AssetId,
    IReadOnlyList<string> ContributedAssets,
    bool PublicFunds,
    Rational? NonPublicShare,
    UseLog? Use,
    IReadOnlyList<string> Evidence);

/// <summary>One link of the chain.</summary>
/// <param name="Stage">"claimed", "method", "robust", "vat", "cap", "use", "public-funds", "accepted".</param>
/// <param name="Amount">Value after it, rounded for display; the chain goes on exact.</param>
/// <param name="Reason">Why it changed, or why it did not.</param>
public sealed record AcceptanceLink(string Stage, Money Amount, Text Reason);

/// <summary>Figures of <see cref="AcceptanceChain"/>.</summary>
/// <param name="Value">Value at the end of the chain, before the claim is looked at.</param>
/// <param name="Accepted">Credited.</param>
/// <param name="Excess">Claim beyond it.</param>
/// <param name="Cap">The regime's cap; null for none.</param>
/// <param name="Chain">Every link in order.</param>
public sealed record AcceptanceFigures(Money Value, Money Accepted, Money Excess, Money? Cap, IReadOnlyList<AcceptanceLink> Chain) : ValuationFigures(Value, Accepted, Excess);

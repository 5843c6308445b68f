namespace Ledger.Rules;

/// <summary>Methods that value what was brought in, and those that check such values.</summary>
internal static class ValuationMethods
{
    public static IReadOnlyList<Method> All { get; } =
    [
        CashFace.Method,
        Comparables.Method,
        ComparablesGrid.Method,
        AdjustedPrice.Method,
        WeightedAverage.Method,
        OutlierReport.Method,
        RentQuotes.Method,
        EquipmentHour.Method,
        DepreciationRent.Method,
        UseCharge.Method,
        LabourRate.Method,
        DonatedServices.Method,
        RoyaltyRelief.Method,
        ProfitSplit.Method,
        Replacement.Method,
        KnowHowCost.Method,
        ConditionClass.Method,
        DepreciationSchedule.Method,
        UnitRate.Method,
        AppraisalClause.Method,
        PanelDecision.Method,
        ChallengeCost.Method,
        AppraiserScore.Method,
        AppraiserScoreRounded.Method,
        AcceptanceChain.Method,
    ];
}

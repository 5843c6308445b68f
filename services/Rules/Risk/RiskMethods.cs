namespace Ledger.Rules;

/// <summary>Methods that measure losses and divide them, and the auditor's sampling arithmetic.</summary>
internal static class RiskMethods
{
    public static IReadOnlyList<Method> All { get; } =
    [
        BusinessInterruption.Method,
        Disruption.Method,
        DisruptionV2.Method,
        EarlyDissolution.Method,
        EquipmentDamage.Method,
        InternNetCost.Method,
        Obsolescence.Method,
        ObsolescenceV2.Method,
        Placement.Method,
        QualityShortfall.Method,
        RefreshCost.Method,
        RetentionShortfall.Method,
        RiskAllocation.Method,
        RiskAllocationV2.Method,
        Escalation.Method,
        LateRecovery.Method,
        LateRecoveryV2.Method,
        LossAdmission.Method,
        Replenishment.Method,
        RiskStress.Method,
        QuotaShare.Method,
        Surplus.Method,
        ExcessOfLoss.Method,
        GeneralAverage.Method,
        MutualSharing.Method,
        MusSampleSize.Method,
        MusEvaluation.Method,
    ];
}

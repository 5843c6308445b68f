using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Acts that others will ask about carry a reason.</summary>
internal static class Reasons
{
    /// <summary>Null when there is a reason of bearable length.</summary>
    public static Rejection? Check(string reason, string field = "reason") =>
        string.IsNullOrWhiteSpace(reason) || reason.Length > AgreementLimits.Reason ? new ReasonMissing { Field = field } : null;
}

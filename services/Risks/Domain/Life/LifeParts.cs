using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>A dispute of an allocation.</summary>
/// <param name="Raised">What was said.</param>
/// <param name="Settled">How it ended; null while it is open.</param>
public sealed record Dispute(AllocationDisputed Raised, AllocationDisputeSettled? Settled = null);

/// <summary>Where a recovery stands. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<RecoveryStage>))]
public enum RecoveryStage
{
    /// <summary>A second person has to decide.</summary>
    Reported,
    Refused,

    /// <summary>Handed back.</summary>
    Returned,

    /// <summary>Undone with its allocation; the money belongs into the new measurement.</summary>
    Reversed,
}

/// <summary>A recovery.</summary>
/// <param name="Reported">What was said.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="Returned">How it was handed back; null while it is not.</param>
public sealed record Recovery(RecoveryReported Reported, RecoveryStage Stage = RecoveryStage.Reported, LossRecovered? Returned = null);

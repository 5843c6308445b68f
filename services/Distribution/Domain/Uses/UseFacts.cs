using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>How the use of a contribution ended.</summary>
[JsonConverter(typeof(KebabCaseEnum<UseEnding>))]
public enum UseEnding
{
    /// <summary>It is over: worn out, run out, given no longer.</summary>
    Ended,

    /// <summary>Lent equipment was given back.</summary>
    Returned,
}

/// <summary>How long a contribution gives a claim on benefits, as its contributor registered it.</summary>
[JsonConverter(typeof(KebabCaseEnum<BenefitClaim>))]
public enum BenefitClaim
{
    /// <summary>Until its value has been paid back.</summary>
    UntilPaid,

    /// <summary>As long as the agreement, or until the contributor has the thing back.</summary>
    Lasting,

    /// <summary>In one settlement.</summary>
    OneTime,
}

/// <summary>The use of a contribution ended. What is settled stays settled.</summary>
/// <param name="ContributionId">Stream of the contribution.</param>
/// <param name="Ending">How.</param>
/// <param name="On">Last day of its use.</param>
/// <param name="Claim">How long it gives a claim; null when it was not said.</param>
/// <param name="AgreedUntil">Last day for which it was promised, or null.</param>
/// <param name="Reason">Why it ended.</param>
/// <param name="Source">The end, as recorded by Contributions.</param>
/// <param name="At">When it was recorded there.</param>
public sealed record ContributionUseEnded(
    Guid ContributionId, UseEnding Ending, DateOnly On, BenefitClaim? Claim, DateOnly? AgreedUntil, Text Reason, Citation Source, DateTimeOffset At);

using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>How far the reserve of an agreement and year is committed after its last draw or return.</summary>
/// <param name="AgreementId">Agreement.</param>
/// <param name="Year">Calendar year of the losses.</param>
/// <param name="Committed">Draws less returns.</param>
/// <param name="Limit">Limit that the last draw stood under; null when the last movement was a return.</param>
public sealed record ReserveCommitment(string AgreementId, int Year, Money Committed, Money? Limit = null)
{
    /// <summary>After this movement.</summary>
    public static ReserveCommitment After(ReserveDraw movement)
    {
        ArgumentNullException.ThrowIfNull(movement);
        return new(movement.AgreementId, movement.Year, movement.Committed()!, movement.Drawn?.Limit);
    }
}

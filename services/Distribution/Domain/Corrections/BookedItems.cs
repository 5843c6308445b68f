using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>What was booked, for those who keep what settlements came to.</summary>
/// <param name="AgreementId">Agreement.</param>
/// <param name="No">Number of the correction.</param>
/// <param name="On">Open day.</param>
/// <param name="Items">As prepared; their sources stand in the preparation.</param>
public sealed record BookedItems(string AgreementId, int No, DateOnly On, IReadOnlyList<CorrectionItem> Items);

using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>Somebody is about to read hidden fields; recorded before the answer is given.</summary>
/// <param name="Contribution">Whose fields.</param>
/// <param name="Fields">Which, on what basis, until when.</param>
/// <param name="Reason">Why, in the reader's words.</param>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Owner">Whose secrets they are; null for the contributor's.</param>
public sealed record SecretsOpened(Guid Contribution, IReadOnlyList<OpenedField> Fields, string Reason, Actor By, DateTimeOffset At, string? Owner = null);

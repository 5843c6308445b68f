using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>A rule that a person does not satisfy in a case, with what is known of it.</summary>
/// <param name="Rule">Stable id: <c>independence.employment</c>, <c>panel.suspended</c>.</param>
/// <param name="Why">The rule and the facts.</param>
public sealed record Finding(string Rule, Text Why);

/// <summary>An earlier draw: who was to value whose contribution.</summary>
/// <param name="Appraisal">The case.</param>
/// <param name="Person">The appraiser.</param>
/// <param name="Organisation">His organisation then.</param>
/// <param name="Party">The contributor.</param>
/// <param name="DrawnAt">When.</param>
public sealed record PastAssignment(Guid Appraisal, string Person, string Organisation, string Party, DateTimeOffset DrawnAt);

/// <summary>What is known of who is tied to whom, loaded for one decision.</summary>
/// <param name="Panel">Appraisers and declared ties.</param>
/// <param name="Control">Who controls whom by the agreement.</param>
/// <param name="Past">Draws of all cases that were not declined or voided.</param>
public sealed record KnownTies(AppraiserPanel Panel, ControlGraph Control, IReadOnlyList<PastAssignment> Past);

using Ledger.Rules;

namespace Ledger.Audit.Domain;

/// <summary>A regulator is about to read the log. Recorded before the answer, whatever the answer then is.</summary>
/// <param name="Resource">What is read: <c>trail</c>, <c>entries</c>, <c>entry-bundle</c>, <c>bundle</c> or <c>complete-bundle</c>.</param>
/// <param name="Query">What was asked for, by parameter name; only what was given.</param>
/// <param name="By">Who reads.</param>
/// <param name="At">When the request came.</param>
public sealed record TrailRead(string Resource, IReadOnlyDictionary<string, string> Query, Actor By, DateTimeOffset At);

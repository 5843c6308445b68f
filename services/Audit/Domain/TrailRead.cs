using Ledger.Rules;

namespace Ledger.Audit.Domain;

/// <summary>A regulator is about to read the log. Recorded before the answer, whatever the answer then is.</summary>
/// <param name="Resource">What is read: <c>trail</c>, <c>entries</c>, <c>search</c>, <c>entry-bundle</c>, <c>bundle</c>, <c>complete-bundle</c> and the like.</param>
/// <param name="Query">What was asked for, by parameter name; only what was given.</param>
/// <param name="By">Who reads.</param>
/// <param name="At">When the request came.</param>
/// <param name="Case">For which case, when one was named; absent in older facts.</param>
/// <param name="Grant">Grant under which it is read; absent for the consortium's own auditors.</param>
/// <param name="QueryHash">SHA-256 of the canonical JSON of resource and query; absent in older facts.</param>
/// <param name="Concerns">Organisations that were asked about; <c>*</c> for the whole consortium. Absent in older facts.</param>
public sealed record TrailRead(
    string Resource, IReadOnlyDictionary<string, string> Query, Actor By, DateTimeOffset At, string? Case = null, Guid? Grant = null,
    string? QueryHash = null, IReadOnlyList<string>? Concerns = null);

/// <summary>How a reading was answered. Recorded before the answer leaves.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable code of the refusal, when it was refused.</param>
/// <param name="Count">Entries, nodes or lines in the answer.</param>
/// <param name="ResultHash">SHA-256 of the answer's bytes, lower-case hex.</param>
/// <param name="At">When.</param>
public sealed record ReadingAnswered(int Status, string? Code, int Count, string? ResultHash, DateTimeOffset At);

using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>A version became active as the next in the line of its agreement; it replaces the named one from its first day on.</summary>
public sealed record VersionEntered(
    string AgreementId, int AgreementVersion, string DocumentHash, Period Effective, int? Supersedes, DateTimeOffset At);

/// <summary>Distribution settled a period of an agreement: no amendment reaches back into it. The run is absent in the oldest facts.</summary>
public sealed record PeriodClosed(string AgreementId, string PoolReference, Period Period, Citation Source, SettledRun? Run = null);

using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>From a day on, certification is judged by these parameters.</summary>
public sealed record CertificationPolicyStated(StatedCertificationPolicy Policy, Actor By, DateTimeOffset At);

/// <summary>The enterprise recorded something that counts.</summary>
public sealed record CertificationRecordEntered(string Enterprise, CertificationRecord Entry, Actor By, DateTimeOffset At);

/// <summary>A record does not count any longer.</summary>
public sealed record CertificationRecordStruck(string Reference, string Reason, Actor By, DateTimeOffset At);

/// <summary>The enterprise made its plan public.</summary>
public sealed record CertificationPlanPublished(string Enterprise, PublishedPlan Plan, Actor By, DateTimeOffset At);

/// <summary>An authority cancelled the enterprise's listing or certification.</summary>
public sealed record CertificationCancelled(string Enterprise, CertificationCancellation Cancellation, Actor By, DateTimeOffset At);

/// <summary>A cancellation was recorded by mistake, or taken back.</summary>
public sealed record CertificationCancellationStruck(string Reference, string Reason, Actor By, DateTimeOffset At);

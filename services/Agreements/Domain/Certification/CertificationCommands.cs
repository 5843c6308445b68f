using Ledger.Rules;

namespace Ledger.Agreements.Domain;

public sealed record StateCertificationPolicy(StatedCertificationPolicy Policy, Actor By, DateTimeOffset At);

public sealed record EnterCertificationRecord(string Enterprise, CertificationRecord Entry, Actor By, DateTimeOffset At);

public sealed record StrikeCertificationRecord(string Enterprise, string Reference, string Reason, Actor By, DateTimeOffset At);

public sealed record PublishCertificationPlan(string Enterprise, PublishedPlan Plan, Actor By, DateTimeOffset At);

public sealed record CancelCertification(string Enterprise, CertificationCancellation Cancellation, Actor By, DateTimeOffset At);

public sealed record StrikeCertificationCancellation(string Enterprise, string Reference, string Reason, Actor By, DateTimeOffset At);

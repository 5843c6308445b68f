using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>What counts comes from the enterprise with evidence; what counts against it from others.</summary>
public static class CertificationDecider
{
    public static Decision Decide(CertificationFile state, EnterCertificationRecord command)
    {
        var entry = command.Entry;
        if (NotOwn(command.Enterprise, command.By) is { } refused) return refused;
        if (state.Records.FirstOrDefault(kept => kept.Record.Reference == entry.Reference) is { } there)
            return there.Struck is null && there.Record == entry ? Decision.Nothing : new CertificationReferenceTaken(entry.Reference) { Field = "reference" };
        if (state.Records.Count >= AgreementLimits.CertificationRecords) return new CertificationFull(AgreementLimits.CertificationRecords);
        if (!InputReader.IsIdentifier(entry.Reference)) return new CertificationIdMalformed { Field = "reference" };
        if (!InputReader.IsIdentifier(entry.Kind)) return new CertificationIdMalformed { Field = "kind" };
        if (!Texts.Are(entry.Title.En, entry.Title.Zh)) return new CertificationTextMalformed { Field = "title" };
        if (InFuture(entry.On, command.At) is { } early) return early with { Field = "on" };
        if (entry.Until < entry.On) return new DaysNotOrdered(entry.On, entry.Until.Value) { Field = "until" };
        if (entry.Count is < 1 or > AgreementLimits.CertificationCount)
            return new CertificationNumberOutOfRange(1, AgreementLimits.CertificationCount) { Field = "count" };
        if (entry.Months is < 0 or > AgreementLimits.CertificationMonths)
            return new CertificationNumberOutOfRange(0, AgreementLimits.CertificationMonths) { Field = "months" };
        if (entry.Evidence.Count is 0 or > AgreementLimits.Papers || !entry.Evidence.All(Sha256.Is))
            return new CertificationEvidenceMissing { Field = "evidence" };
        return Decision.Accept(new CertificationRecordEntered(command.Enterprise, entry, command.By, command.At));
    }

    public static Decision Decide(CertificationFile state, StrikeCertificationRecord command)
    {
        if (NotOwn(command.Enterprise, command.By) is { } refused) return refused;
        if (!state.Records.Any(kept => kept.Record.Reference == command.Reference && kept.Struck is null)) return new CertificationEntryUnknown();
        return Reasons.Check(command.Reason) is { } blank
            ? blank
            : Decision.Accept(new CertificationRecordStruck(command.Reference, command.Reason, command.By, command.At));
    }

    public static Decision Decide(CertificationFile state, PublishCertificationPlan command)
    {
        if (NotOwn(command.Enterprise, command.By) is { } refused) return refused;
        if (state.Plans.Contains(command.Plan)) return Decision.Nothing;
        if (state.Plans.Count >= AgreementLimits.CertificationCancellations) return new CertificationFull(AgreementLimits.CertificationCancellations);
        if (InFuture(command.Plan.On, command.At) is { } early) return early with { Field = "on" };
        return Sha256.Is(command.Plan.Sha256)
            ? Decision.Accept(new CertificationPlanPublished(command.Enterprise, command.Plan, command.By, command.At))
            : new CertificationEvidenceMissing { Field = "sha256" };
    }

    public static Decision Decide(CertificationFile state, CancelCertification command)
    {
        var cancellation = command.Cancellation;
        if (!InputReader.IsIdentifier(command.Enterprise)) return new CertificationIdMalformed { Field = "enterprise" };
        if (state.Cancellations.FirstOrDefault(kept => kept.Cancellation.Reference == cancellation.Reference) is { } there)
        {
            return there.Struck is null && there.Cancellation == cancellation
                ? Decision.Nothing
                : new CertificationReferenceTaken(cancellation.Reference) { Field = "reference" };
        }

        if (state.Cancellations.Count >= AgreementLimits.CertificationCancellations) return new CertificationFull(AgreementLimits.CertificationCancellations);
        if (!InputReader.IsIdentifier(cancellation.Reference)) return new CertificationIdMalformed { Field = "reference" };
        if (InFuture(cancellation.On, command.At) is { } early) return early with { Field = "on" };
        if (!Texts.Are(cancellation.Finding)) return new CertificationTextMalformed { Field = "finding" };
        if (!Sha256.Is(cancellation.Sha256)) return new CertificationEvidenceMissing { Field = "sha256" };
        return Decision.Accept(new CertificationCancelled(command.Enterprise, cancellation, command.By, command.At));
    }

    public static Decision Decide(CertificationFile state, StrikeCertificationCancellation command)
    {
        if (command.By.Organisation == command.Enterprise) return new CertificationOwnCancellation();
        if (!state.Cancellations.Any(kept => kept.Cancellation.Reference == command.Reference && kept.Struck is null)) return new CertificationEntryUnknown();
        return Reasons.Check(command.Reason) is { } blank
            ? blank
            : Decision.Accept(new CertificationCancellationStruck(command.Reference, command.Reason, command.By, command.At));
    }

    public static CertificationFile Evolve(CertificationFile state, object fact) => fact switch
    {
        CertificationRecordEntered f => state with { Enterprise = f.Enterprise, Records = [.. state.Records, new KeptRecord(f.Entry)] },
        CertificationRecordStruck f => state with
        {
            Records = [.. state.Records.Select(kept => kept.Record.Reference == f.Reference ? kept with { Struck = f.Reason } : kept)],
        },
        CertificationPlanPublished f => state with { Enterprise = f.Enterprise, Plans = [.. state.Plans, f.Plan] },
        CertificationCancelled f => state with { Enterprise = f.Enterprise, Cancellations = [.. state.Cancellations, new KeptCancellation(f.Cancellation)] },
        CertificationCancellationStruck f => state with
        {
            Cancellations = [.. state.Cancellations.Select(kept => kept.Cancellation.Reference == f.Reference ? kept with { Struck = f.Reason } : kept)],
        },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a certification."),
    };

    private static Rejection? NotOwn(string enterprise, Actor by) => by.Organisation != enterprise ? new CertificationNotOwn(enterprise)
        : InputReader.IsIdentifier(enterprise) ? null
        : new CertificationIdMalformed { Field = "enterprise" };

    // A day has begun somewhere before it begins in UTC.
    private static CertificationInFuture? InFuture(DateOnly day, DateTimeOffset at) =>
        day > DateOnly.FromDateTime(at.UtcDateTime).AddDays(1) ? new CertificationInFuture(day) : null;
}

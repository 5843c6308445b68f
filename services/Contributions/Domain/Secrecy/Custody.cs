using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>One of three people of three organisations who together, two at a time, can open what an owner does not.</summary>
/// <param name="Person">Subject id.</param>
/// <param name="Organisation">Its organisation.</param>
/// <param name="Key">Public key, P-256, SubjectPublicKeyInfo in base64; the private key never comes here.</param>
public sealed record Custodian(string Person, string Organisation, string Key);

/// <summary>The custodians of a consortium. Each appointment has a number; the newest is in office.</summary>
public sealed record Custody
{
    public Guid Id { get; init; }

    /// <summary>Number of the appointment in office; 0 while there is none.</summary>
    public int Appointment { get; init; }

    public IReadOnlyList<Custodian> Custodians { get; init; } = [];

    public static Custody None(Guid id) => new() { Id = id };

    /// <summary>The custodian's place, 1 to 3, or null when this person is none.</summary>
    public int? PlaceOf(Actor by)
    {
        var index = Custodians.ToList().FindIndex(custodian => (custodian.Person, custodian.Organisation) == (by.Person, by.Organisation));
        return index < 0 ? null : index + 1;
    }
}

/// <summary>Put three custodians in office.</summary>
public sealed record AppointCustodians(IReadOnlyList<Custodian> Custodians, Actor By, DateTimeOffset At);

public static class CustodyDecider
{
    public static Decision Decide(Custody state, AppointCustodians command)
    {
        var chosen = command.Custodians;
        if (chosen.Count != ContributionLimits.Custodians) return new CustodiansNotThree() { Field = "custodians" };
        foreach (var custodian in chosen)
        {
            if (TextRules.BrokenIdentifier("custodians", custodian.Person) is { } badPerson) return badPerson;
            if (TextRules.BrokenIdentifier("custodians", custodian.Organisation) is { } badOrganisation) return badOrganisation;
        }

        var distinct = chosen.DistinctBy(custodian => custodian.Person).Count() == chosen.Count
            && chosen.DistinctBy(custodian => custodian.Organisation).Count() == chosen.Count
            && chosen.DistinctBy(custodian => custodian.Key).Count() == chosen.Count;
        if (!distinct) return new CustodiansNotDistinct() { Field = "custodians" };
        return state.Custodians.SequenceEqual(chosen) ? Decision.Nothing
            : Decision.Accept(new CustodiansAppointed(state.Appointment + 1, chosen, command.By, command.At));
    }

    public static Custody Evolve(Custody state, object fact) => fact switch
    {
        CustodiansAppointed f => state with { Appointment = f.Appointment, Custodians = f.Custodians },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of custody."),
    };
}

public sealed record CustodiansNotThree() : Rejection("custody.not-three", RejectionKind.Invalid, new(
    "There are three custodians, of whom two can open together.", "托管人须为三人，其中两人可共同开启。"));

public sealed record CustodiansNotDistinct() : Rejection("custody.not-distinct", RejectionKind.Invalid, new(
    "Custodians are three people of three organisations with a key each.", "托管人须为三个单位的三个人，且各持密钥。"));

public sealed record CustodianKeyMalformed() : Rejection("custody.key-malformed", RejectionKind.Invalid, new(
    "A custodian's key is a P-256 public key: SubjectPublicKeyInfo in base64.", "托管人密钥应为 P-256 公钥（SubjectPublicKeyInfo，base64）。"));

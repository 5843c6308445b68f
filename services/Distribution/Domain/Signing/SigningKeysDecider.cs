using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>A person registers a key himself, has one at a time, and retires it himself or, when it is lost, through an administrator.</summary>
public static class SigningKeysDecider
{
    public static Decision Decide(SigningKeys state, RegisterSigningKey command)
    {
        if (P256Key.Read(command.PublicKey, out var fault) is not { } key)
        {
            return (fault switch
            {
                KeyFault.OtherKind => new SigningKeyOtherKind(),
                KeyFault.NotOnCurve => new SigningKeyNotOnCurve(),
                _ => (Rejection)new SigningKeyMalformed(),
            }) with { Field = "publicKey" };
        }

        if (PersonalSignatures.Read(command.Proof) is not { } proof) return new SigningKeyProofMalformed { Field = "proof" };
        if (!key.Verifies(PersonalSignatures.KeyProof(command.Consortium, command.By.Person, key.Id), proof))
            return new SigningKeyProofWrong { Field = "proof" };
        if (command.Holder is { } holder && holder != command.By.Person) return new SigningKeyOfAnother { Field = "publicKey" };
        if (state.Keys.FirstOrDefault(known => known.Registered.KeyId == key.Id) is { } own)
            return own.Retired is null ? Decision.Nothing : new SigningKeyIsRetired { Field = "publicKey" };
        if (state.Active is { } active) return new SigningKeyStands(active.Registered.KeyId) { Field = "publicKey" };
        return state.Keys.Count >= DistributionLimits.SigningKeys
            ? Problems.TooMany("publicKey", DistributionLimits.SigningKeys)
            : Decision.Accept(new SigningKeyRegistered(key.Id, key.Text, command.Proof, command.By, command.At))
                .AndStart(new NewStream(typeof(HeldKey), command.Held, [new SigningKeyHeld(key.Id, command.By.Person)]));
    }

    public static Decision Decide(SigningKeys state, RetireSigningKey command)
    {
        if (state.Keys.FirstOrDefault(key => key.Registered.KeyId == command.KeyId) is not { } found) return new SigningKeyUnknown();
        if (!command.Administrator && state.Person != command.By.Person) return new SigningKeyNotOwn();
        if (found.Retired is not null) return Decision.Nothing;
        return TextRules.Broken("reason", command.Reason) is { } broken
            ? broken
            : Decision.Accept(new SigningKeyRetired(command.KeyId, command.Reason, command.By, command.At));
    }

    public static SigningKeys Evolve(SigningKeys state, object fact) => fact switch
    {
        SigningKeyRegistered f => state with { Person = f.By.Person, Keys = [.. state.Keys, new SigningKey(f)] },
        SigningKeyRetired f => state with { Keys = [.. state.Keys.Select(key => key.Registered.KeyId == f.KeyId ? key with { Retired = f } : key)] },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a person's keys."),
    };

    public static HeldKey Evolve(HeldKey state, object fact) => fact switch
    {
        SigningKeyHeld f => state with { KeyId = f.KeyId, Person = f.Person },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of whose a key is."),
    };
}

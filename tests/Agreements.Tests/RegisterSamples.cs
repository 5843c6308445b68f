using Ledger.Agreements.Domain;
using Ledger.Rules;
using static Ledger.Agreements.Tests.Samples;

namespace Ledger.Agreements.Tests;

/// <summary>Registers of a founded consortium; everybody founded it on the first day of 2024 and has a signatory <c>somebody@PARTY</c>.</summary>
internal static class RegisterSamples
{
    public static readonly DateOnly Founding = new(2024, 1, 1);

    public static ConsortiumRegister Of(params string[] parties) => ConsortiumRegister.None(Id).And([
        new ConsortiumFounded(
            new Text("Base", "基地"), [.. parties.Select(party => new PartyEntry(party, new Text(party, party), PartyType.Enterprise))], Founding, Administrator, At),
        .. parties.Select(party => new PersonAppointed(Samples.Of(party).Person, party, "signatory", Founding, Administrator, At)),
    ]);

    public static ConsortiumRegister And(this ConsortiumRegister register, params object[] facts) => facts.Aggregate(register, ConsortiumDecider.Evolve);
}

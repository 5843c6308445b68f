using Ledger.Agreements.Domain;
using Ledger.Agreements.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Marten;

namespace Ledger.Agreements.Features;

/// <summary>A default on a day.</summary>
public sealed record DefaultOnADay(DefaultCase Case, DefaultStanding Standing);

/// <summary>A party and those it is tied to by control on a day.</summary>
public sealed record MemberOnADay(Member Member, IReadOnlyList<string> RelatedTo);

/// <summary>The consortium as it stands on a day.</summary>
public sealed record ConsortiumOnADay(
    Text? Name, DateOnly? FoundedOn, DateOnly On, IReadOnlyList<MemberOnADay> Members, IReadOnlyList<DefaultOnADay> Defaults,
    IReadOnlyList<ControlRelation> Controls, IReadOnlyList<Appointment> People)
{
    public static ConsortiumOnADay Of(ConsortiumRegister state, DateOnly on) => new(
        state.Name, state.FoundedOn, on,
        [.. state.Members.Where(member => member.IsMember(on)).Select(member => new MemberOnADay(member, [.. state.RelatedTo(member.Party.Id, on)]))],
        [.. state.Defaults.Where(other => other.NoticedOn <= on).Select(other => new DefaultOnADay(other, other.On(on)))],
        [.. state.Controls.Where(control => control.Holds(on))],
        [.. state.People.Where(held => held.Holds(on))]);
}

/// <summary>What the consortium and its parties are called; <c>consortium</c> is absent where it was not founded here.</summary>
public sealed record ConsortiumNames(Text? Consortium, IReadOnlyList<PartyNamed> Parties);

internal static class ReadConsortiumEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/consortium", (DateOnly on, HttpContext http, Reads reads, CancellationToken ct) =>
                reads.OneAsync<ConsortiumRegister, ConsortiumOnADay>(
                    ConsortiumStream.Of(http.User.Caller().Consortium), state => ConsortiumOnADay.Of(state, on), ct))
            .Produces<ConsortiumOnADay>()
            .WithSummary("The consortium on a day (on=yyyy-MM-dd): members, who is tied to whom, defaults, controls, people in their roles");
        routes.MapGet("/consortium/names", NamesAsync)
            .WithSummary("What the consortium and its parties are called, former members and parties of agreements included; empty where nobody is named yet");
    }

    private static async Task<ConsortiumNames> NamesAsync(Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var register = await ConsortiumRegisters.FoundedAsync(session.Documents, session.Documents.TenantId, ct);
        var agreements = await session.Documents.Query<Agreement>().OrderBy(version => version.Id).Take(AgreementLimits.Versions).ToListAsync(ct);
        return new ConsortiumNames(register?.Name, PartyNames.Of(register, agreements));
    }
}

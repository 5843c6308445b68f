using Ledger.Agreements.Domain;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Agreements.Features;

/// <param name="Controller">A party or an organisation outside.</param>
/// <param name="Controlled">A party.</param>
/// <param name="From">First day.</param>
public sealed record ControlRequest(string Controller, string Controlled, DateOnly From);

/// <param name="Controller">As declared.</param>
/// <param name="Controlled">As declared.</param>
/// <param name="LastDay">Last day of the control.</param>
public sealed record ControlEndRequest(string Controller, string Controlled, DateOnly LastDay);

/// <param name="Person">Id of the sign-in; no name.</param>
/// <param name="Party">For whom.</param>
/// <param name="Role">Which role.</param>
/// <param name="From">First day.</param>
public sealed record AppointmentRequest(string Person, string Party, string Role, DateOnly From);

/// <param name="Person">As appointed.</param>
/// <param name="Party">As appointed.</param>
/// <param name="Role">As appointed.</param>
/// <param name="LastDay">Last day in the role.</param>
public sealed record ReleaseRequest(string Person, string Party, string Role, DateOnly LastDay);

internal static class RegisterEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/consortium/controls", (ControlRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                ConsortiumStream.Handle(context, commands, state => ConsortiumDecider.Decide(
                    state, new DeclareControl(body.Controller, body.Controlled, body.From, context.By, context.At)), ct))
            .RequireAuthorization(Roles.Administrator)
            .WithSummary("Declare who controls a party, for conflict-of-interest checks");
        routes.MapPost("/consortium/controls/end", (ControlEndRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                ConsortiumStream.Handle(context, commands, state => ConsortiumDecider.Decide(
                    state, new EndControl(body.Controller, body.Controlled, body.LastDay, context.By, context.At)), ct))
            .RequireAuthorization(Roles.Administrator)
            .WithMetadata(new ChangesWhatWasRead())
            .WithSummary("State the last day of a control");
        routes.MapPost("/consortium/people", (AppointmentRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                ConsortiumStream.Handle(context, commands, state => ConsortiumDecider.Decide(
                    state, new AppointPerson(body.Person, body.Party, body.Role, body.From, context.By, context.At)), ct))
            .RequireAuthorization(Roles.Administrator)
            .WithSummary("Register that a person holds a role for a party; sign-in and rights stay with the identity provider");
        routes.MapPost("/consortium/people/release", (ReleaseRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                ConsortiumStream.Handle(context, commands, state => ConsortiumDecider.Decide(
                    state, new ReleasePerson(body.Person, body.Party, body.Role, body.LastDay, context.By, context.At)), ct))
            .RequireAuthorization(Roles.Administrator)
            .WithMetadata(new ChangesWhatWasRead())
            .WithSummary("State a person's last day in a role");
    }
}

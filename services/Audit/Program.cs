using Ledger.Audit;

return await AuditService.Create(args).RunAsync(args);

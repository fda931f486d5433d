CREATE TABLE "feed" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"epoch" text NOT NULL,
	"base" bigint NOT NULL,
	CONSTRAINT "feed_one_row" CHECK ("feed"."id" = 1)
);
--> statement-breakpoint
-- New positions come after all that the counter gave out, in the same epoch: devices go on from the cursors they have.
INSERT INTO "feed" ("id", "epoch", "base") SELECT "id", "epoch", "last" FROM "feed_counter";--> statement-breakpoint
DROP INDEX "records_feed";--> statement-breakpoint
CREATE UNIQUE INDEX "records_feed" ON "records" USING btree ("cursor");